import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { openEcs } from '../../../../support/ecs.ts'
import { openTarget, unique } from '../../../../support/target.ts'

test('awslogs-create-group is a boolean of Go', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const group = `/${unique('made')}`
  const run = async (create: string) => {
    const options = {
      'awslogs-group': group,
      'awslogs-region': target.config.region,
      'awslogs-stream-prefix': 'ecs',
      'awslogs-create-group': create,
    }
    const logConfiguration = { logDriver: 'awslogs' as const, options }
    await app.register({ command: ['node', '-e', ''], logConfiguration })
    const { taskArn } = await app.runTask()
    return (await app.taskIn(taskArn!, 'STOPPED')).stoppedReason
  }
  const failed = 'ResourceInitializationError: failed to validate logger args:'
  assert.equal(
    await run('F'),
    `${failed} failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.`,
  )
  assert.equal(
    await run('yes'),
    `${failed} must specify valid value for log opt 'awslogs-create-group': strconv.ParseBool: parsing "yes": invalid syntax`,
  )
  assert.equal(await run('True'), 'Essential container in task exited')
  const input = new DescribeLogGroupsCommand({ logGroupNamePrefix: group })
  assert.equal((await app.logs.send(input)).logGroups!.length, 1)
})
