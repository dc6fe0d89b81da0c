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

export async function findLogGroup({ aws, app }: Context) {
  const { logGroups = [] } = await aws.logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: app.logGroup }),
  )
  return logGroups.find(({ logGroupName }) => logGroupName === app.logGroup)
}

/** Creates the log group: without it no task starts on Fargate. */
export async function ensureLogGroup(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const what = `log group ${app.logGroup}`
  const retain = () =>
    aws.logs.send(new PutRetentionPolicyCommand({ logGroupName: app.logGroup, retentionInDays }))
  const group = await findLogGroup(context)
  if (!group) {
    await changes.create(what, async () => {
      await aws.logs.send(new CreateLogGroupCommand({ logGroupName: app.logGroup, tags: app.tags }))
      await retain()
      return app.logGroup
    })
  } else if (group.retentionInDays === retentionInDays) {
    changes.unchanged(what)
  } else {
    await changes.update(what, retain)
  }
}

export async function removeLogGroup(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const group = await findLogGroup(context)
  if (!group) return
  const resourceArn = group.logGroupArn ?? group.arn!.replace(/:\*$/, '')
  const { tags } = await aws.logs.send(new ListTagsForResourceCommand({ resourceArn }))
  await changes.remove(`log group ${app.logGroup}`, isOurs(app, tags), () =>
    aws.logs.send(new DeleteLogGroupCommand({ logGroupName: app.logGroup })),
  )
}
