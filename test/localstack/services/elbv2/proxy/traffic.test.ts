import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'node:test'
import {
  DeregisterTargetsCommand,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
  type TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { startLoad } from '../../../../support/load.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

/** A release's view of a service: a balancer under load, and tasks that come and go behind it. */
async function openService(target: Target) {
  const balancer = await openBalancer(target)
  const { elb, targetGroupArn } = balancer
  const drainBriefly = (group: string) =>
    elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn: group,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
      }),
    )
  await drainBriefly(targetGroupArn)

  /** A task: what it says, whether it is well, and how it ends. */
  const startTask = async (version: string, group = targetGroupArn) => {
    const task = { healthy: true, version }
    const server = await openServer(async (request, response) => {
      if (request.headers['user-agent']?.startsWith('ELB-HealthChecker'))
        return response.writeHead(task.healthy ? 200 : 500).end()
      const body = await text(request).catch(() => '')
      if (request.url === '/slow') {
        response.write('first ')
        await delay(100)
      }
      return response.end(`version ${version} ${body.length}`)
    })
    const description = await balancer.register(server, group)
    const deregister = () =>
      elb.send(new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: [description] }))
    const gone = () =>
      until('the end of the draining', async () => {
        const ports = (await balancer.health(group)).map(({ port }) => port)
        return !ports.includes(description.Port)
      })
    return {
      task,
      description: description as TargetDescription,
      /** As ECS stops a task: no new requests, the delay, SIGTERM. */
      async stop() {
        await deregister()
        await gone()
        await server[Symbol.asyncDispose]()
      },
      unhealthy: () =>
        until('an unhealthy target', async () => {
          const states = await balancer.health(group)
          return states.find(({ port }) => port === description.Port)?.State === 'unhealthy'
        }),
    }
  }
  return { ...balancer, url: await balancer.published(), startTask, drainBriefly }
}

test('a rollout, a rollback and a scale-in lose no request', async () => {
  await using target = await openEmulator()
  const service = await openService(target)
  const old = [await service.startTask('v1'), await service.startTask('v1')]
  const load = startLoad(service.url)
  await load.more()
  const fresh = [await service.startTask('v2'), await service.startTask('v2')]
  await Promise.all(old.map((task) => task.stop()))
  await load.more()
  assert.ok(load.answers.slice(-50).every((version) => version === 'v2'))
  const back = [await service.startTask('v1'), await service.startTask('v1')]
  await Promise.all(fresh.map((task) => task.stop()))
  await load.more()
  await back.pop()!.stop()
  await load.more()
  assert.deepEqual(await load.end(), [])
  await back[0]!.stop()
})

test('a task that fails its health checks is left in peace, and its replacement loses no request', async () => {
  await using target = await openEmulator()
  const service = await openService(target)
  const sick = await service.startTask('v1')
  const well = await service.startTask('v2')
  const load = startLoad(service.url)
  await load.more()
  sick.task.healthy = false
  await sick.unhealthy()
  await load.more()
  assert.ok(load.answers.slice(-50).every((version) => version === 'v2'))
  const replacement = await service.startTask('v3')
  await sick.stop()
  await load.more()
  assert.deepEqual(await load.end(), [])
  await Promise.all([well.stop(), replacement.stop()])
})

test('a blue/green switch of weights loses no request', async () => {
  await using target = await openEmulator()
  const service = await openService(target)
  const green = await service.createGroup()
  await service.drainBriefly(green)
  const shift = (blueWeight: number, greenWeight: number) =>
    service.elb.send(
      new ModifyListenerCommand({
        ListenerArn: service.listenerArn,
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: service.targetGroupArn, Weight: blueWeight },
                { TargetGroupArn: green, Weight: greenWeight },
              ],
            },
          },
        ],
      }),
    )
  await shift(100, 0)
  const blueTask = await service.startTask('blue')
  const greenTask = await service.startTask('green', green)
  const load = startLoad(service.url)
  await load.more()
  await shift(90, 10)
  await load.more()
  assert.ok(load.answers.includes('green'))
  await shift(0, 100)
  await blueTask.stop()
  await load.more()
  assert.ok(load.answers.slice(-50).every((version) => version === 'green'))
  assert.deepEqual(await load.end(), [])
  await greenTask.stop()
})

test('what AWS would lose is lost: the requests that a task has when it dies without a word', async () => {
  await using target = await openEmulator()
  const balancer = await openBalancer(target)
  await using dying = await openServer(({ url, socket }, response) => {
    if (url === '/dies') socket.destroy()
    else response.end('ok')
  })
  await balancer.register(dying)
  const answer = await fetch(`${await balancer.published()}dies`)
  assert.equal(answer.status, 502)
})
