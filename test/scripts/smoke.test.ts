import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { defaultNetwork, openBalancer, openServer } from '../support/balancer.ts'
import { writeFiles } from '../support/checkout.ts'
import { makeServer } from '../support/release.ts'
import { openTarget, type Target } from '../support/target.ts'
import { until } from '../support/until.ts'
import { callVerb } from '../support/verb.ts'

test('a response of the old version does not count', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  const versions = ['old', 'old', 'new']
  await using server = await openServer(({ url }, response) => {
    if (url === '/') response.end('Hello, world.')
    else if (url === '/ping') response.end('pong')
    else if (url === '/version') response.end(JSON.stringify({ revision: versions.shift() }))
    else response.writeHead(404).end()
  })
  await balancer.register(server)
  const env = { APP_NAME: balancer.name, RELEASE_VERSION: 'v2', RELEASE_REVISION: 'new' }
  const { code, lines, stderr } = await callVerb('smoke', { target, env })
  assert.equal(
    stderr,
    'waiting for /version to answer as .aws/server/smoke.json says: the last response was 200 {"revision":"old"}, expected JSON with {"revision":"new"}\n',
  )
  assert.equal(code, 0)
  assert.equal(lines.at(-1), '/version 200 {"revision":"new"}')
  assert.deepEqual(versions, [])
})

test('a request has the host of the file, for a service behind a rule for this host', async (t) => {
  await using target = await openTarget()
  const balancer = await openBalancer(target)
  await using server = await openServer(({ headers }, response) => response.end(headers.host))
  await balancer.register(server)
  const cwd = makeServer()
  t.after(() => rmSync(cwd, { recursive: true }))
  const host = 'api.example.com'
  writeFiles(cwd, {
    '.aws/server/smoke.json': [
      { path: '/ping', host, status: 200, body: host },
      { path: '/', status: 200, contains: balancer.name },
    ],
  })
  const env = { APP_NAME: balancer.name, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const { code, lines, stderr } = await callVerb('smoke', { target, env, cwd })
  assert.equal(code, 0, stderr)
  assert.ok(lines.includes(`${host}/ping 200 ${host}`), lines.join('\n'))
})

/** A service `server` of an app, whose task runs this command. */
async function createService(target: Target, app: string, ...command: string[]) {
  const ecs = new ECSClient(target.config)
  const { subnetIds: subnets } = await defaultNetwork(target)
  await ecs.send(new CreateClusterCommand({ clusterName: app }))
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `${app}-server`,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'server', image: 'node:26-slim', command }],
    }),
  )
  await ecs.send(
    new CreateServiceCommand({
      cluster: app,
      serviceName: 'server',
      taskDefinition: `${app}-server`,
      launchType: 'FARGATE',
      desiredCount: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
    }),
  )
  return {
    isComplete: async () => {
      const { services } = await ecs.send(
        new DescribeServicesCommand({ cluster: app, services: ['server'] }),
      )
      return services![0]!.deployments![0]!.rolloutState === 'COMPLETED'
    },
    [Symbol.asyncDispose]: async () => {
      await ecs.send(new DeleteServiceCommand({ cluster: app, service: 'server', force: true }))
    },
  }
}

test('a wrong response of a complete deployment ends the wait, with the file and its member', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target, { HealthCheckPath: '/ping' })
  let requests = 0
  await using server = await openServer(({ url }, response) => {
    if (url === '/') requests++
    response.end('Good day.')
  })
  await balancer.register(server)
  await using service = await createService(target, balancer.name, 'sleep', '600')
  await until('the deployment', service.isComplete)
  const env = { APP_NAME: balancer.name, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const { code, stderr } = await callVerb('smoke', { target, env })
  assert.equal(code, 1)
  assert.match(
    stderr,
    /docker-cloud smoke: \/ does not answer as \.aws\/server\/smoke\.json says in \[0\]\.body: the last response was 200 Good day\., expected Hello, world\.; the deployment is complete, and the response stays the same: change the program or the file\n$/,
  )
  assert.equal(requests, 4)
})

test('while a deployment is in progress, the same wrong response is no reason to stop', async () => {
  await using target = await openTarget()
  const balancer = await openBalancer(target, { HealthCheckPath: '/ping' })
  let requests = 0
  await using server = await openServer(({ url }, response) => {
    if (url === '/') response.end(++requests > 6 ? 'Hello, world.' : 'Good day.')
    else response.end(url === '/ping' ? 'pong' : JSON.stringify({ revision: 'one' }))
  })
  await balancer.register(server)
  await using _ = await createService(target, balancer.name, 'false')
  const env = { APP_NAME: balancer.name, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const { code, lines, stderr } = await callVerb('smoke', { target, env })
  assert.equal(code, 0, stderr)
  assert.ok(lines.includes('/        200 Hello, world.'))
  assert.equal(requests, 7)
})
