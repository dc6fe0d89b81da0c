import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stopLooseTasks } from '../../../scripts/resources/loose-tasks.ts'
import { enterCheckout } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openEcs } from '../../support/ecs.ts'
import { openTarget } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())

test('tasks of no service are stopped, and those of services go on', async () => {
  await using it = await openEcs(target)
  await it.register()
  const name = await it.createService()
  await it.rolledOut(name)
  const { taskArn = '' } = await it.runTask()

  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  const planned = openContext(target, it.cluster, { dryRun: true })
  await stopLooseTasks(planned.context)
  assert.deepEqual(planned.lines(), [`would delete 1 tasks of no service in ${it.cluster}`])
  assert.notEqual((await it.describeTask(taskArn)).desiredStatus, 'STOPPED')

  const { context, lines } = openContext(target, it.cluster)
  await stopLooseTasks(context)
  assert.deepEqual(lines(), [`deleted      1 tasks of no service in ${it.cluster}`])
  assert.equal((await it.describeTask(taskArn)).stoppedReason, 'the app is removed')
  assert.equal((await it.describeService(name)).runningCount, 1)
  await stopLooseTasks(context)
  assert.deepEqual(lines(), [])
})
