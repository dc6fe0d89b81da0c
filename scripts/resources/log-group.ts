import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { isOurs } from '../release/app.ts'
import type { Context } from '../release/context.ts'

const retentionInDays = 30

export async function findLogGroup({ aws }: Context, name: string) {
  const { logGroups = [] } = await aws.logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
  )
  return logGroups.find(({ logGroupName }) => logGroupName === name)
}

/** Creates a log group: without it no task that names it starts on Fargate. */
export async function ensureLogGroup(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const what = `log group ${name}`
  const retain = () =>
    aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays }))
  const group = await findLogGroup(context, name)
  if (!group) {
    await changes.create(what, async () => {
      await aws.logs.send(new CreateLogGroupCommand({ logGroupName: name, tags: app.tags }))
      await retain()
      return name
    })
  } else if (group.retentionInDays === retentionInDays) {
    changes.unchanged(what)
  } else {
    await changes.update(what, retain)
  }
}

export async function removeLogGroup(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const group = await findLogGroup(context, name)
  if (!group) return
  const resourceArn = group.logGroupArn ?? group.arn!.replace(/:\*$/, '')
  const { tags } = await aws.logs.send(new ListTagsForResourceCommand({ resourceArn }))
  await changes.remove(`log group ${name}`, isOurs(app, tags), () =>
    aws.logs.send(new DeleteLogGroupCommand({ logGroupName: name })),
  )
}
