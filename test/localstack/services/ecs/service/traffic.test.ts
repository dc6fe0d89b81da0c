import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type DeploymentConfiguration,
  ListServiceDeploymentsCommand,
  type LoadBalancer,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  CreateRuleCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { startLoad } from '../../../../support/load.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

interface Settings {
  deploymentConfiguration?: DeploymentConfiguration
  loadBalancer?: Pick<LoadBalancer, 'advancedConfiguration'>
}

/** A server that takes its time for `/slow`, counts uploads, and after `/sick` fails its health checks. */
const program = `
let health = Number(process.env.STATUS)
const server = require('node:http').createServer(async (request, response) => {
  if (request.headers['user-agent'] === 'ELB-HealthChecker/2.0') return response.writeHead(health).end()
  let size = 0
  for await (const chunk of request) size += chunk.length
  if (request.url === '/sick') health = 500
  if (request.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 100))
  response.end('version ' + process.env.VERSION + ' ' + size)
})
server.listen(8080)
process.on('SIGTERM', () => process.exit(0))
`

/** A load balancer with two target groups whose draining takes 20 s. */
async function openTraffic(target: Target) {
  const balancer = await openBalancer(target)
  const green = await balancer.createGroup()
  for (const TargetGroupArn of [balancer.targetGroupArn, green])
    await balancer.elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
      }),
    )
  return { ...balancer, green }
}

type Balancer = Awaited<ReturnType<typeof openTraffic>>

/** A service of two tasks behind a load balancer. */
async function openService(target: Target, balancer: Balancer, settings: Settings = {}) {
  const app = await openEcs(target)
  const register = (version: string, status = '200') =>
    app.register({
      command: ['node', '-e', program],
      environment: [
        { name: 'VERSION', value: version },
        { name: 'STATUS', value: status },
      ],
    })
  await register('one')
  const name = await app.createService({
    desiredCount: 2,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...settings.deploymentConfiguration,
    },
    loadBalancers: [
      {
        targetGroupArn: balancer.targetGroupArn,
        containerName: 'app',
        containerPort: 8080,
        ...settings.loadBalancer,
      },
    ],
  })
  await app.rolledOut(name)
  return {
    app,
    name,
    register,
    url: await balancer.published(),
    update: (settings: object) =>
      app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service: name, ...settings })),
    /** Waits until so many targets are registered and all of them are healthy. */
    targets: (count: number) =>
      until(
        `${count} healthy targets`,
        async () => {
          const states = await balancer.health()
          return states.length === count && states.every(({ State }) => State === 'healthy')
        },
        { timeoutMs: 60_000 },
      ),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  }
}

test('a rollout, scaling out and in, a rollback and a sick task lose no request', async () => {
  await using target = await openEmulator()
  await using service = await openService(target, await openTraffic(target))
  const { app, name } = service
  const load = startLoad(service.url)
  await load.more()

  await service.register('two')
  await service.update({ taskDefinition: app.family })
  await app.rolledOut(name)
  await load.more()
  assert.ok(load.answers.slice(-50).every((version) => version === 'two'))

  await service.update({ desiredCount: 3 })
  await service.targets(3)
  await service.update({ desiredCount: 2 })
  await service.targets(2)
  await load.more()

  const good = (await app.describeService(name)).deployments![0]!.id
  await service.register('three', '404')
  await service.update({ taskDefinition: app.family })
  const { deployments } = await app.rolledOut(name)
  assert.equal(deployments![0]!.id, good)
  assert.ok(!load.answers.includes('three'))

  await fetch(`${service.url}sick`)
  await until(
    'the end of the sick task',
    async () => {
      const stopped = await app.tasksOf(name, 'STOPPED')
      return stopped.some(({ stoppedReason = '', lastStatus }) => {
        const sick = stoppedReason.startsWith('Task failed ELB health checks in (target-group')
        return sick && lastStatus === 'STOPPED'
      })
    },
    { timeoutMs: 60_000 },
  )
  await service.targets(2)
  await load.more()
  assert.deepEqual(await load.end(), [])
})

test('a blue/green switch and its way back lose no request', async () => {
  await using target = await openEmulator()
  const balancer = await openTraffic(target)
  const { green, targetGroupArn } = balancer
  const { Rules } = await balancer.elb.send(
    new CreateRuleCommand({
      ListenerArn: balancer.listenerArn,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['*'] }],
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: targetGroupArn, Weight: 1 },
              { TargetGroupArn: green, Weight: 0 },
            ],
          },
        },
      ],
    }),
  )
  await using service = await openService(target, balancer, {
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
    loadBalancer: {
      advancedConfiguration: {
        alternateTargetGroupArn: green,
        productionListenerRule: Rules![0]!.RuleArn!,
        roleArn: 'arn:aws:iam::000000000000:role/ecsInfrastructureRole',
      },
    },
  })
  const { app, name } = service
  const load = startLoad(service.url)
  await load.more()
  const onlyFrom = (version: string) =>
    until(`answers of version ${version} alone`, async () => {
      await load.more(50)
      return load.answers.slice(-50).every((answer) => answer === version)
    })

  await service.register('two')
  await service.update({ taskDefinition: app.family })
  await onlyFrom('two')
  await app.rolledOut(name)
  await load.more()

  await service.register('three')
  await service.update({
    taskDefinition: app.family,
    deploymentConfiguration: { bakeTimeInMinutes: 60 },
  })
  await onlyFrom('three')
  const { serviceDeployments } = await app.ecs.send(
    new ListServiceDeploymentsCommand({ cluster: app.cluster, service: name }),
  )
  const { serviceDeploymentArn } = serviceDeployments![0]!
  await app.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn }))
  await onlyFrom('two')
  await app.rolledOut(name)
  await load.more()
  assert.deepEqual(await load.end(), [])
})
