import assert from 'node:assert/strict'
import { relative } from 'node:path'
import { test } from 'node:test'
import { run } from '../../scripts/release/run.ts'

interface Service {
  image?: string
  build?: { dockerfile: string; args: Record<string, string | null> }
  develop?: { watch: { action: string; path: string }[] }
  ports: { host_ip: string; published: string; target: number }[]
  environment: Record<string, string | null>
  volumes?: { type: string; source: string; target: string; read_only?: boolean }[]
  depends_on?: Record<string, { condition: string }>
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
}

const passed = [
  'LOCALSTACK_AUTH_TOKEN',
  'CLOCK_RATE',
  'PERSISTENCE',
  'ENFORCE_IAM',
  'ECS_FIRST_USE_FAILS',
  'IAM_SOFT_MODE',
  'DEBUG',
]
const unset = Object.fromEntries(passed.map((name) => [name, '']))

async function services(env: NodeJS.ProcessEnv = {}): Promise<Record<string, Service>> {
  const config = await run('docker', ['compose', 'config', '--format=json'], {
    env: { ...unset, ...env },
  })
  return JSON.parse(config).services
}

test('everything is published on this machine alone', async () => {
  const { server, localstack } = await services()
  const ports = [...server!.ports, ...localstack!.ports]
  assert.deepEqual(new Set(ports.map((port) => port.host_ip)), new Set(['127.0.0.1']))
  const listeners = Array.from({ length: 10 }, (_, index) => `${4510 + index}`)
  assert.deepEqual(
    ports.map(({ published }) => published),
    ['8090', '9229', '4566', ...listeners],
  )
})

test('the emulator may use exactly the ports that are published for it', async () => {
  const { localstack } = await services()
  const { EXTERNAL_SERVICE_PORTS_START: start, EXTERNAL_SERVICE_PORTS_END: end } =
    localstack!.environment
  const range = localstack!.ports.slice(1).map(({ target }) => target)
  assert.deepEqual([Number(start), Number(end)], [range[0], range.at(-1)! + 1])
})

test('without a token the emulator is built from here', async () => {
  const { localstack } = await services()
  assert.equal(localstack!.build?.dockerfile, 'localstack/Dockerfile')
  assert.equal(localstack!.image, undefined)
})

test('with a token it is LocalStack, one pinned version of it, and the token reaches it', async () => {
  const { localstack } = await services({ LOCALSTACK_AUTH_TOKEN: 'a-token' })
  assert.match(localstack!.image ?? '', /^localstack\/localstack-pro:\d{4}\.\d+\.\d+$/)
  assert.equal(localstack!.build, undefined)
  assert.equal(localstack!.environment.LOCALSTACK_AUTH_TOKEN, 'a-token')
})

test('what configures the emulator is passed on', async () => {
  const env = {
    CLOCK_RATE: '10',
    PERSISTENCE: '1',
    ENFORCE_IAM: '1',
    ECS_FIRST_USE_FAILS: '1',
    IAM_SOFT_MODE: '1',
    DEBUG: '1',
  }
  const { localstack } = await services(env)
  for (const [name, value] of Object.entries(env))
    assert.equal(localstack!.environment[name], value)
})

test('without settings the emulator has those of a rehearsal, which `docker compose up` then shares', async () => {
  const { localstack } = await services()
  const { CLOCK_RATE, PERSISTENCE, ENFORCE_IAM, ECS_FIRST_USE_FAILS } = localstack!.environment
  assert.deepEqual(
    [CLOCK_RATE, PERSISTENCE, ENFORCE_IAM, ECS_FIRST_USE_FAILS],
    ['20', '1', '1', '1'],
  )
})

test('builds get the proxy of the environment, and nothing without one', async () => {
  const proxy = { HTTP_PROXY: 'http://proxy.test:3128', HTTPS_PROXY: 'http://proxy.test:3128' }
  const behind = await services(proxy)
  const without = await services({ HTTP_PROXY: undefined, HTTPS_PROXY: undefined })
  for (const name of ['server', 'localstack']) {
    const { HTTP_PROXY, HTTPS_PROXY } = behind[name]!.build!.args
    assert.deepEqual({ HTTP_PROXY, HTTPS_PROXY }, proxy)
    assert.equal(without[name]!.build!.args.HTTP_PROXY ?? null, null)
  }
})

test('the service runs the files of this folder, which it cannot change', async () => {
  const { server } = await services()
  assert.deepEqual(
    server!.volumes!.map(({ type, source, target, read_only }) => [
      type,
      relative('.', source),
      target,
      read_only,
    ]),
    [['bind', 'server', '/app/server', true]],
  )
  assert.deepEqual(
    server!.develop!.watch.map(({ action, path }) => [action, relative('.', path)]),
    [
      ['rebuild', 'package-lock.json'],
      ['rebuild', 'Dockerfile'],
    ],
  )
})

test('the emulator has the Docker socket and a volume for its state', async () => {
  const { localstack } = await services({ DOCKER_SOCK: '' })
  const mounts = localstack!.volumes!.map(
    ({ type, source, target }) => `${type} ${source} ${target}`,
  )
  assert.ok(mounts.includes('volume localstack /var/lib/localstack'))
  assert.ok(mounts.includes('bind /var/run/docker.sock /var/run/docker.sock'))
})

test('the service has no privilege, and waits for the emulator to be healthy', async () => {
  const { server } = await services()
  assert.equal(server!.read_only, true)
  assert.deepEqual(server!.cap_drop, ['ALL'])
  assert.deepEqual(server!.security_opt, ['no-new-privileges:true'])
  assert.equal(server!.depends_on?.localstack?.condition, 'service_healthy')
})
