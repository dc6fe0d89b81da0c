import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DeploymentLifecycleHookStage } from '@aws-sdk/client-ecs'
import { storyOf } from '../../../../support/ecs.ts'
import { openShifting, type Shifting } from '../../../../support/shifting.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'

const pauseAt = (...lifecycleStages: DeploymentLifecycleHookStage[]) => ({
  targetType: 'PAUSE' as const,
  lifecycleStages,
  timeoutConfiguration: { timeoutInMinutes: 10 },
})

describe('a pause hook', () => {
  let target: Target
  let shifting: Shifting
  let service: string

  before(async () => {
    target = await openEmulator()
    shifting = await openShifting(target)
    await shifting.app.register()
    service = await shifting.app.createService(
      shifting.behind({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 }),
    )
    await shifting.app.rolledOut(service)
  })
  after(async () => {
    await shifting[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const rejects = (promise: Promise<unknown>, message: string) =>
    assert.rejects(promise, { name: 'InvalidParameterException', message })
  const unavailable =
    'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN'

  test('holds a deployment at each of its stages until all hooks there are continued', async () => {
    const stages: DeploymentLifecycleHookStage[] = [
      'PRE_SCALE_UP',
      'POST_SCALE_UP',
      'POST_TEST_TRAFFIC_SHIFT',
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'POST_PRODUCTION_TRAFFIC_SHIFT',
    ]
    const lifecycleHooks = [pauseAt(...stages), pauseAt('POST_SCALE_UP')]
    await shifting.configure(service, { lifecycleHooks })
    await shifting.deploy(service, '2')
    for (const stage of stages) {
      const { record, hook, serviceDeploymentArn } = await shifting.paused(service)
      assert.equal(record.lifecycleStage, stage)
      assert.equal(record.status, 'IN_PROGRESS')
      assert.match(hook.hookId!, /^ecs-pause-[\w-]{43}$/)
      assert.equal(hook.targetType, 'PAUSE')
      assert.equal(hook.timeoutAction, 'ROLLBACK')
      assert.ok(hook.expiresAt! > new Date())
      if (stage === 'PRE_SCALE_UP') assert.equal((await shifting.app.tasksOf(service)).length, 1)
      await shifting.continueDeployment(serviceDeploymentArn, hook.hookId!)
      await rejects(shifting.continueDeployment(serviceDeploymentArn, hook.hookId!), unavailable)
      if (stage !== 'POST_SCALE_UP') continue
      const other = await shifting.paused(service)
      assert.equal(other.record.lifecycleStage, stage)
      await shifting.continueDeployment(serviceDeploymentArn, other.hook.hookId!, 'CONTINUE')
    }
    await shifting.app.rolledOut(service)
    assert.equal(await shifting.answer(shifting.balancer.url), 'version 2')
  })

  test('rolls a deployment back', async () => {
    await shifting.configure(service, {
      lifecycleHooks: [pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT')],
    })
    await shifting.deploy(service, '3')
    const { hook, serviceDeploymentArn } = await shifting.paused(service)
    assert.equal(await shifting.answer(shifting.balancer.url), 'version 3')
    await shifting.continueDeployment(serviceDeploymentArn, hook.hookId!, 'ROLLBACK')
    const { statusReason, lifecycleHookDetails } = await shifting.ended(
      service,
      'ROLLBACK_SUCCESSFUL',
    )
    const reason =
      'Service deployment rolled back because POST_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed.'
    assert.equal(statusReason, reason)
    assert.equal(lifecycleHookDetails![0]!.status, 'FAILED')
    assert.equal(await shifting.answer(shifting.balancer.url), 'version 2')
    const story = storyOf(await shifting.app.describeService(service))
    assert.ok(story.some((message) => message.endsWith(`deployment failed: ${reason}`)))
    await rejects(
      shifting.continueDeployment(serviceDeploymentArn, hook.hookId!),
      'Continuing a service deployment is not allowed for service deployment in terminal states.',
    )
  })

  test('with an unknown id is rejected by ContinueServiceDeployment', async () => {
    await shifting.configure(service, { lifecycleHooks: [pauseAt('PRE_SCALE_UP')] })
    await shifting.deploy(service, '4')
    const { hook, serviceDeploymentArn } = await shifting.paused(service)
    await rejects(shifting.continueDeployment(serviceDeploymentArn, 'ecs-pause-other'), unavailable)
    await rejects(
      shifting.continueDeployment(serviceDeploymentArn, 'other'),
      'Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}',
    )
    await assert.rejects(shifting.continueDeployment(`${serviceDeploymentArn}0`, hook.hookId!), {
      name: 'ServiceDeploymentNotFoundException',
      message: 'The service deployment does not exist.',
    })
    await shifting.continueDeployment(serviceDeploymentArn, hook.hookId!, 'ROLLBACK')
    await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
  })
})
