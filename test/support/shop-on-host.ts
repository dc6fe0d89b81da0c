import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { Agent, get as httpGet } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setInterval as ticks } from 'node:timers/promises'
import { exitCodes } from '../../scripts/release/exit-codes.ts'
import { type CheckoutFiles, writeFiles } from './checkout.ts'
import { startDockerHost } from './docker-host.ts'
import { actAs } from './identity.ts'
import { makeServer, removeApps } from './release.ts'
import { balanced, ruleFor, service, taskDefinition, variables } from './settings-files.ts'
import { openEmulator, unique } from './target.ts'
import { callVerb } from './verb.ts'

/** The port on which the services are published. */
const port = 8000

const program = `
const { API_KEY, DOLLAR, JOB_EXIT, NAME, REVISION } = process.env
if (JOB_EXIT) {
  console.log('migrated')
  process.exit(Number(JOB_EXIT))
}
require('./fate.cjs')
const answers = { '/ping': 'pong', '/version': REVISION, '/key': API_KEY, '/dollar': DOLLAR }
const server = require('node:http').createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end(REVISION), 5000)
  else response.end(answers[request.url] ?? NAME + ' ' + request.url)
})
server.listen(8080, () => console.log('listening'))
process.on('SIGTERM', () => server.close(() => process.exit(0)))
`

const parameter = 'arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter/${APP_NAME}/API_KEY'
/** A task definition. The worker runs the image of the API. */
export const definitionOf = (
  name: string,
  environment: Record<string, string>,
  more: object = {},
) =>
  taskDefinition(name, {
    portMappings: [{ containerPort: 8080 }],
    environment: variables({ NAME: name, ...environment }),
    stopTimeout: 20,
    ...(name === 'worker' && { image: '${IMAGE:api}' }),
    ...more,
  })
const behind = (name: string): CheckoutFiles =>
  balanced(name, { port: 8080, path: '/ping', drainSeconds: 30 })
const healthCheck = {
  command: ['CMD', 'node', 'server/healthcheck.ts'],
  interval: 5,
  timeout: 5,
  retries: 1,
}
/** A job that ends with an exit code. */
export const job = (name: string, exitCode: number): CheckoutFiles => ({
  [`.aws/${name}/task-definition.json`]: definitionOf(name, { JOB_EXIT: String(exitCode) }),
})

const files: CheckoutFiles = {
  'compose.yaml': `services:
  server:
    build: .
    volumes: ['data:/data', './server:/tree']
    depends_on: { migrate: { condition: service_completed_successfully } }
  migrate: { build: . }
  api: { build: . }
  worker: { build: . }
volumes: { data: }
`,
  'server/index.cjs': program,
  'server/fate.cjs': '',
  '.aws/load-balancer.json': { Listeners: [{ Protocol: 'HTTP', Port: port }] },
  '.aws/server/task-definition.json': definitionOf(
    'server',
    { DOLLAR: '$HOME $$' },
    { healthCheck, secrets: [{ name: 'API_KEY', valueFrom: parameter }] },
  ),
  ...behind('server'),
  '.aws/api/task-definition.json': definitionOf('api', {}),
  ...behind('api'),
  ...ruleFor('api', '/api'),
  '.aws/worker/task-definition.json': definitionOf('worker', {}),
  '.aws/worker/service.json': service('worker'),
  ...job('migrate', 0),
}

/** The value of the secret. */
export const secret = 'pa$$word "quoted"'

/**
 * Starts a machine with Docker and ssh, and pushes an application for it: all services as revision
 * `one`, the server and its job as `two`. `host` runs with the permissions of docs/one-host.md.
 */
export async function openShop() {
  const target = await openEmulator({ enforceIam: true })
  const app = unique('shop')
  const checkout = makeServer()
  writeFiles(checkout, files)
  const machine = await startDockerHost({ forward: Number(new URL(target.url).port) })
  const { config } = await actAs(target, readPermissions(app))
  const ofOperator = {
    AWS_ENDPOINT_URL: target.url,
    AWS_REGION: config.region,
    AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: config.credentials.sessionToken,
  }
  const envOf = (revision: string) => ({
    ...process.env,
    ...machine.env,
    APP_NAME: app,
    RELEASE_VERSION: revision,
    RELEASE_REVISION: revision,
  })
  /** The environment in which `host` runs. */
  const hostEnv = (revision: string) => ({ ...envOf(revision), ...ofOperator })

  async function succeed(verb: string, revision: string, ...flags: string[]): Promise<string[]> {
    const env = verb === 'host' ? hostEnv(revision) : envOf(revision)
    const called = await callVerb(verb, { target, env, flags, cwd: checkout, input: secret })
    const { code, lines, stderr } = called
    assert.equal(code, 0, `${verb}: ${lines.join('\n')}\n${stderr}`)
    return lines
  }

  async function fail(expected: number, revision: string, flags: string[]): Promise<string> {
    const env = hostEnv(revision)
    const { code, stderr } = await callVerb('host', { target, env, flags, cwd: checkout })
    assert.equal(code, expected, stderr)
    return stderr.slice(stderr.indexOf('docker-cloud host: ')).trimEnd()
  }

  const containers = async (name: string): Promise<string[]> => {
    const labels = [`docker-cloud.app=${app}`, `docker-cloud.service=${name}`]
    const filters = labels.map((label) => `--filter=label=${label}`)
    const ids = await machine.docker('ps', '--all', '--quiet', ...filters)
    return ids.split('\n').filter(Boolean)
  }

  /** Sends a request to the machine, and returns the body of the response. */
  const get = (path: string, agent?: Agent): Promise<string> =>
    new Promise((resolve, reject) => {
      httpGet({ host: machine.address, port, path, agent: agent ?? false }, (response) => {
        const wrong = response.statusCode !== 200
        void text(response).then((body) =>
          wrong ? reject(new Error(`${response.statusCode} ${body}`)) : resolve(body),
        )
      }).on('error', reject)
    })

  await succeed('bootstrap', 'one')
  await succeed('secret', 'one', 'put', 'API_KEY')
  await succeed('push', 'one')
  await succeed('push', 'two', 'server', 'migrate')
  return {
    app,
    checkout,
    machine,
    port,
    containers,
    get,
    hostEnv,
    push: (revision: string) => succeed('push', revision, 'server'),
    host: (revision: string, ...flags: string[]) =>
      succeed('host', revision, `--context=${machine.context}`, ...flags),
    /** Runs a `host` that has to fail, and returns its explanation. */
    fail: (revision: string, ...flags: string[]) => fail(exitCodes.failed[0], revision, flags),
    /** Runs a `host` that has to reject what the user gave. */
    reject: (revision: string, ...flags: string[]) => fail(exitCodes.badInput[0], revision, flags),
    /** The container of a service, as `docker inspect` describes it. */
    async inspect(name: string) {
      const ids = await containers(name)
      assert.equal(ids.length, 1, `${name} has ${ids.length} containers`)
      return JSON.parse(await machine.docker('inspect', ids[0]!))[0]
    },
    async [Symbol.asyncDispose]() {
      await machine[Symbol.asyncDispose]()
      await removeApps(target, [{ APP_NAME: app }])
      rmSync(checkout, { recursive: true })
      await target[Symbol.asyncDispose]()
    },
  }
}

/** The statements of the policy in docs/one-host.md. */
function readPermissions(app: string): object[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/one-host.md'), 'utf8')
  const [, policy = ''] = /^```json\n(.*?)^```/ms.exec(page) ?? []
  return JSON.parse(policy.replaceAll('<app>', app)).Statement
}

export type Shop = Awaited<ReturnType<typeof openShop>>

/** Sends 50 requests a second, half of them on connections that stay open. */
export function sendRequests({ get }: Pick<Shop, 'get'>, path: string) {
  const agent = new Agent({ keepAlive: true })
  const bodies: string[] = []
  const failures: string[] = []
  const sent: Promise<unknown>[] = []
  const stopping = new AbortController()
  const send = () =>
    get(path, sent.length % 2 ? agent : undefined).then(
      (body) => bodies.push(body),
      (error: Error) => failures.push(error.message),
    )
  const sending = (async () => {
    for await (const _ of ticks(20, undefined, { signal: stopping.signal })) sent.push(send())
  })().catch(() => {})
  return {
    async stop() {
      stopping.abort()
      await sending
      await Promise.all(sent)
      agent.destroy()
      return { bodies, failures }
    },
  }
}
