import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openShifting } from '../../../../support/shifting.ts'
import { openEmulator } from '../../../../support/target.ts'

test('a linear deployment pauses before each of its steps, which serve more and more traffic', async () => {
  await using target = await openEmulator()
  await using shifting = await openShifting(target)
  await shifting.app.register()
  const service = await shifting.app.createService(
    shifting.behind({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 0 },
    }),
  )
  await shifting.app.rolledOut(service)
  const lifecycleStages = ['PRE_PRODUCTION_TRAFFIC_SHIFT' as const]
  await shifting.configure(service, { lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages }] })
  await shifting.deploy(service, '2')
  const seen: unknown[] = []
  const ids = new Set<string>()
  for (let pause = 0; pause < 3; pause += 1) {
    const { hook, serviceDeploymentArn } = await shifting.paused(service)
    const answers = { 'version 1': 0, 'version 2': 0 }
    for (let request = 0; request < 20; request += 1)
      answers[(await shifting.answer(shifting.balancer.url)) as 'version 1'] += 1
    seen.push({ ...(await shifting.weights(shifting.production)), ...answers })
    ids.add(hook.hookId!)
    await shifting.continueDeployment(serviceDeploymentArn, hook.hookId!)
  }
  await shifting.app.rolledOut(service)
  assert.deepEqual(seen, [
    { blue: 0, green: 100, 'version 1': 20, 'version 2': 0 },
    { blue: 40, green: 60, 'version 1': 12, 'version 2': 8 },
    { blue: 80, green: 20, 'version 1': 4, 'version 2': 16 },
  ])
  assert.equal(ids.size, 3)
  assert.equal(await shifting.answer(shifting.balancer.url), 'version 2')
  const { lifecycleHookDetails, status } = await shifting.newest(service)
  assert.equal(status, 'SUCCESSFUL')
  assert.deepEqual(
    lifecycleHookDetails!.map((hook) => hook.status),
    ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  )
})
