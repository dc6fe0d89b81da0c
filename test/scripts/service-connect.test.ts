import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { balanced, service, taskDefinition, variables } from '../support/settings-files.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

/** Two services, of which one calls the other by its alias. */

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()
const ecs = new ECSClient(target.config)

async function call(verb: string, ...flags: string[]): Promise<string[]> {
  const env = { ...process.env, APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  const { code, lines, stderr } = await callVerb(verb, { target, env, flags, cwd: checkout })
  assert.equal(code, 0, `${verb}: ${lines.join('\n')}\n${stderr}`)
  return lines
}

const program = `
require('node:http').createServer(async (request, response) => {
  if (!process.env.CALLS || request.url === '/healthz') return response.end(process.env.GREETING)
  const answer = await fetch(process.env.CALLS).then((it) => it.text(), ({ cause }) => cause.code)
  response.end('api says ' + answer)
}).listen(3000)
process.on('SIGTERM', () => process.exit(0))
`
const definitionOf = (name: string, environment: Record<string, string>) =>
  taskDefinition(name, {
    portMappings: [{ name: 'http', containerPort: 3000, protocol: 'tcp', appProtocol: 'http' }],
    environment: variables(environment),
  })
const provides = (dnsName: string) => ({
  serviceConnectConfiguration: {
    enabled: true,
    services: [{ portName: 'http', clientAliases: [{ dnsName, port: 80 }] }],
  },
})

rmSync(join(checkout, '.aws/server'), { recursive: true })
writeFiles(checkout, {
  'compose.yaml': `services:
  api: { build: tool }
  front: { build: tool, depends_on: [api] }
`,
  'tool/Dockerfile': 'FROM node:26-slim\nCOPY tool.cjs /\nCMD ["node", "/tool.cjs"]\n',
  'tool/tool.cjs': program,
  '.aws/api/task-definition.json': definitionOf('api', { GREETING: 'hello' }),
  '.aws/api/service.json': service('api', provides('api')),
  '.aws/front/task-definition.json': definitionOf('front', {
    GREETING: 'ok',
    CALLS: 'http://api',
  }),
  ...balanced('front', {
    port: 3000,
    path: '/healthz',
    more: { serviceConnectConfiguration: { enabled: true } },
  }),
  '.aws/front/smoke.json': [{ path: '/', status: 200, body: 'api says hello' }],
})

after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME }, cwd: checkout })
  await removeApps(target, [{ APP_NAME }])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

const connectOf = async (name: string) => {
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster: APP_NAME, services: [name] }),
  )
  return services[0]!.deployments![0]!
}

test('a service calls another by its alias, and deploy follows a change of it', async () => {
  const made = await call('bootstrap')
  assert.ok(made.includes('updated      connections to api'), made.join('\n'))
  assert.ok((await call('bootstrap')).includes('unchanged    connections to api'))
  for (const verb of ['push', 'register', 'deploy', 'smoke']) await call(verb)

  const before = await connectOf('api')
  assert.equal(before.serviceConnectResources![0]!.discoveryName, 'http')
  assert.ok((await call('deploy')).some((line) => line.endsWith('unchanged    ECS service api')))
  assert.equal((await connectOf('api')).id, before.id)

  writeFiles(checkout, { '.aws/api/service.json': service('api', provides('shop-api')) })
  await call('deploy', 'api')
  const renamed = await connectOf('api')
  const [provided] = renamed.serviceConnectConfiguration!.services!
  assert.equal(provided!.clientAliases![0]!.dnsName, 'shop-api')

  writeFiles(checkout, { '.aws/api/service.json': service('api', {}) })
  await call('deploy', 'api')
  assert.equal((await connectOf('api')).serviceConnectConfiguration!.enabled, false)
  assert.ok((await call('bootstrap')).includes('deleted      connections to api'))

  const removed = await call('destroy')
  assert.ok(removed.includes(`deleted      Cloud Map namespace ${APP_NAME}`), removed.join('\n'))
  assert.equal(removed.at(-1), `nothing of ${APP_NAME} is left in account 000000000000, us-east-1`)
})

test('a port name that the task definition lacks is an error of bootstrap', async () => {
  writeFiles(checkout, {
    '.aws/api/service.json': service('api', {
      serviceConnectConfiguration: { enabled: true, services: [{ portName: 'web' }] },
    }),
  })
  const { code, stderr } = await callVerb('bootstrap', { target, env: { APP_NAME }, cwd: checkout })
  assert.notEqual(code, 0)
  assert.match(
    stderr,
    /\.aws\/api\/service\.json: serviceConnectConfiguration\.services\[0\]\.portName is "web", and no port mapping of task-definition\.json has this name/,
  )
})
