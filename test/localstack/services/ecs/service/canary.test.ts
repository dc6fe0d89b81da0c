import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { StopServiceDeploymentCommand } from '@aws-sdk/client-ecs'
import { openShifting, type Shifting } from '../../../../support/shifting.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'

const canary = {
  strategy: 'CANARY' as const,
  canaryConfiguration: { canaryPercent: 25, canaryBakeTimeInMinutes: 0 },
}
const pauses = (...lifecycleStages: 'PRE_PRODUCTION_TRAFFIC_SHIFT'[]) => ({
  lifecycleHooks: [{ targetType: 'PAUSE' as const, lifecycleStages }],
})

describe('a canary deployment', () => {
  let target: Target
  let shifting: Shifting
  let service: string

  before(async () => {
    target = await openEmulator()
    shifting = await openShifting(target)
    await shifting.app.register()
    service = await shifting.app.createService(shifting.behind(canary))
    await shifting.app.rolledOut(service)
    await shifting.configure(service, pauses('PRE_PRODUCTION_TRAFFIC_SHIFT'))
  })
  after(async () => {
    await shifting[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const weights = () => shifting.weights(shifting.production)
  /** How many of 40 requests the versions answer. */
  const counts = async () => {
    const found: Record<string, number> = {}
    for (let request = 0; request < 40; request += 1) {
      const text = await shifting.answer(shifting.balancer.url)
      found[text] = (found[text] ?? 0) + 1
    }
    return found
  }
  /** Continues a pause, and waits for the next. */
  const step = async () => {
    const { hook, serviceDeploymentArn } = await shifting.paused(service)
    await shifting.continueDeployment(serviceDeploymentArn, hook.hookId!)
  }

  test('gives a share of the traffic to the new tasks first, and then the rest', async () => {
    await shifting.deploy(service, '2')
    const { record } = await shifting.paused(service)
    assert.deepEqual(await weights(), { blue: 0, green: 100 })
    assert.deepEqual(await counts(), { 'version 1': 40 })
    assert.equal(record.targetServiceRevision!.requestedProductionTrafficWeight, 0)
    assert.equal(record.targetServiceRevision!.requestedTestTrafficWeight, 100)
    assert.equal(await shifting.answer(shifting.testUrl), 'version 2')
    await step()
    const shifted = await shifting.paused(service)
    assert.deepEqual(await weights(), { blue: 25, green: 75 })
    assert.deepEqual(await counts(), { 'version 1': 30, 'version 2': 10 })
    assert.equal(shifted.record.targetServiceRevision!.requestedProductionTrafficWeight, 25)
    assert.equal(shifted.record.sourceServiceRevisions![0]!.requestedProductionTrafficWeight, 75)
    await step()
    await shifting.app.rolledOut(service)
    assert.deepEqual(await weights(), { blue: 100, green: 0 })
    assert.deepEqual(await counts(), { 'version 2': 40 })
    assert.equal((await shifting.newest(service)).status, 'SUCCESSFUL')
    assert.equal((await shifting.app.tasksOf(service)).length, 1)
  })

  test('gives the traffic back when it is stopped at its first step', async () => {
    await shifting.deploy(service, '3')
    await step()
    const { serviceDeploymentArn } = await shifting.paused(service)
    await shifting.app.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn }))
    const record = await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
    assert.equal(record.targetServiceRevision!.requestedProductionTrafficWeight, 0)
    assert.deepEqual(
      record.lifecycleHookDetails!.map(({ status }) => status),
      ['SUCCEEDED'],
    )
    assert.deepEqual(await weights(), { blue: 100, green: 0 })
    assert.deepEqual(await counts(), { 'version 2': 40 })
  })

  test('that another one takes the place of gives its share back first', async () => {
    await shifting.deploy(service, '4')
    await step()
    await shifting.paused(service)
    assert.deepEqual(await weights(), { blue: 75, green: 25 })
    await shifting.configure(service, { lifecycleHooks: [] })
    await shifting.deploy(service, '5')
    await shifting.app.rolledOut(service)
    assert.deepEqual(await counts(), { 'version 5': 40 })
    assert.equal((await shifting.app.tasksOf(service)).length, 1)
  })
})
