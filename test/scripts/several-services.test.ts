import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { type CheckoutFiles, writeFiles } from '../support/checkout.ts'
import { makeServer, removeApps } from '../support/release.ts'
import {
  balanced,
  logTo,
  ruleFor,
  service,
  taskDefinition,
  variables,
} from '../support/settings-files.ts'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

/** The template with a second service behind a rule, and a third that no request reaches. */

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
const { GREETING = 'nothing', PORT } = process.env
if (PORT) require('node:http').createServer((_, response) => response.end(GREETING)).listen(PORT)
else setInterval(() => console.log('worked'), 1000)
process.on('SIGTERM', () => process.exit(0))
`
/** The settings of `api`, which greets so. */
const api = (greeting: string): CheckoutFiles => ({
  '.aws/api/task-definition.json': taskDefinition('api', {
    portMappings: [{ containerPort: 3000, protocol: 'tcp' }],
    environment: variables({ PORT: '3000', GREETING: greeting }),
    logConfiguration: logTo('api'),
  }),
  '.aws/api/smoke.json': [{ path: '/api/greeting', status: 200, body: greeting }],
})

writeFiles(checkout, {
  'compose.yaml': `services:
  server: { build: . }
  api: { build: tool }
  worker: { build: tool }
`,
  'tool/Dockerfile': 'FROM node:26-slim\nCOPY tool.cjs /\nCMD ["node", "/tool.cjs"]\n',
  'tool/tool.cjs': program,
  ...api('hello'),
  ...balanced('api', { port: 3000, path: '/healthz' }),
  ...ruleFor('api', '/api'),
  '.aws/worker/task-definition.json': taskDefinition('worker', {
    logConfiguration: logTo('worker'),
  }),
  '.aws/worker/service.json': service('worker'),
})

after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME }, cwd: checkout })
  await removeApps(target, [{ APP_NAME }])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** The id of each service's only deployment. */
async function deployments(): Promise<Record<string, string>> {
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster: APP_NAME, services: ['api', 'server', 'worker'] }),
  )
  return Object.fromEntries(
    services.map(({ serviceName, deployments = [] }) => {
      assert.equal(deployments.length, 1)
      return [serviceName!, deployments[0]!.id!]
    }),
  )
}

test('services are released together, rolled out one by one where they change, and removed', async () => {
  const made = await call('bootstrap')
  for (const name of ['api', 'server', 'worker'])
    for (const what of [
      `role ${APP_NAME}-${name}-task`,
      `ECR repository ${APP_NAME}/${name}`,
      `log group /ecs/${APP_NAME}/${name}`,
      `security group ${APP_NAME}-${name}`,
    ])
      assert.ok(made.includes(`created      ${what}`), what)
  assert.deepEqual(
    made.filter((line) => /target group|listener|rule/.test(line)),
    [
      `created      target group ${APP_NAME}-api`,
      `created      target group ${APP_NAME}-server`,
      'created      listener on port 80',
      'created      rule for service api',
    ],
  )
  for (const verb of ['push', 'register', 'deploy']) await call(verb)
  const answers = await call('smoke')
  assert.deepEqual(
    answers.filter((line) => line.startsWith('/')).map((line) => line.replace(/ +/g, ' ')),
    [
      '/api/greeting 200 hello',
      '/ 200 Hello, world.',
      '/ping 200 pong',
      '/version 200 {"revision":"one"}',
    ],
  )
  const status = await call('status', 'worker')
  assert.ok(status.includes('service     worker ACTIVE, 1/1 tasks running, 0 pending'))
  assert.deepEqual(
    status.filter((line) => line.startsWith('service')),
    ['service     worker ACTIVE, 1/1 tasks running, 0 pending'],
  )

  const images = await call('images', 'api')
  assert.match(images.at(-1)!, /^sha256:\w+ .* linux\/amd64 +1 +one$/)

  const before = await deployments()
  writeFiles(checkout, api('welcome'))
  const registered = await call('register')
  assert.deepEqual(
    registered.filter((line) => /^(created|unchanged)/.test(line)),
    [
      `created      task definition ${APP_NAME}-api:2`,
      `unchanged    task definition ${APP_NAME}-server:1`,
      `unchanged    task definition ${APP_NAME}-worker:1`,
    ],
  )
  await call('deploy')
  const changed = await deployments()
  assert.notEqual(changed.api, before.api)
  assert.deepEqual({ ...changed, api: before.api }, before)
  assert.ok((await call('smoke', 'api')).includes('/api/greeting 200 welcome'))

  const removed = await call('destroy')
  assert.equal(removed.at(-1), `nothing of ${APP_NAME} is left in account 000000000000, us-east-1`)
})
