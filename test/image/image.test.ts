import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers'
import { run } from '../../scripts/release/run.ts'
import { unique } from '../support/target.ts'
import { testLabelFlag, testLabels } from '../support/test-run.ts'
import '../support/testcontainers.ts'

const image = `${unique('docker-cloud-test')}:v1.2.3`
const base = process.env.NODE_IMAGE || 'node:26-slim'
const ca = process.env.NODE_EXTRA_CA_CERTS || process.env.SSL_CERT_FILE

before(async () => {
  const args = { NODE_IMAGE: base, VERSION: 'v1.2.3', REVISION: '0123abc', SOURCE: 'https://a.b/c' }
  const options = Object.entries(args).map(([name, value]) => `--build-arg=${name}=${value}`)
  if (ca) options.push(`--secret=id=ca,src=${ca}`)
  await run('docker', ['build', '.', testLabelFlag, `--tag=${image}`, ...options])
})

after(() => run('docker', ['image', 'rm', image]))

const inspect = async (name: string) =>
  JSON.parse(await run('docker', ['image', 'inspect', name]))[0]

/** As strict as a container can be: no capability, no new privilege, nothing to write to. */
class Strict extends GenericContainer {
  constructor(port: number) {
    super(image)
    this.withLabels(testLabels)
    this.hostConfig.ReadonlyRootfs = true
    this.withDroppedCapabilities('ALL').withSecurityOpt('no-new-privileges')
    this.withEnvironment({ HTTP_PORT: String(port) }).withExposedPorts(port)
    this.withWaitStrategy(Wait.forHealthCheck())
  }
}

const asDocumented = () =>
  new GenericContainer(image)
    .withLabels(testLabels)
    .withExposedPorts(80)
    .withWaitStrategy(Wait.forHealthCheck())

async function ask(started: StartedTestContainer, path: string, port = 80) {
  const url = `http://${started.getHost()}:${started.getMappedPort(port)}${path}`
  return (await fetch(url)).text()
}

test('it answers on port 80, as nobody in particular', async () => {
  await using started = await asDocumented().start()
  assert.equal(await ask(started, '/'), 'Hello, world.')
  assert.equal(await ask(started, '/ping'), 'pong')
  const { stdout } = await started.exec(['node', '--print', 'process.getuid()'])
  assert.equal(stdout.trim(), '1000')
})

test('it knows its version and revision, and its labels say the same', async () => {
  await using started = await asDocumented().start()
  const release = { version: 'v1.2.3', revision: '0123abc' }
  assert.deepEqual(JSON.parse(await ask(started, '/version')), release)
  const { Labels } = (await inspect(image)).Config
  assert.equal(Labels['org.opencontainers.image.version'], release.version)
  assert.equal(Labels['org.opencontainers.image.revision'], release.revision)
  assert.equal(Labels['org.opencontainers.image.source'], 'https://a.b/c')
  assert.equal(Labels['org.opencontainers.image.licenses'], 'MIT')
})

for (const port of [80, 8080]) {
  test(`on port ${port} it is healthy with a root that is read-only and no capability`, async () => {
    await using started = await new Strict(port).start()
    assert.equal(await ask(started, '/ping', port), 'pong')
  })
}

test('SIGTERM ends it with exit code 0', async () => {
  await using started = await asDocumented().start()
  const id = started.getId()
  await run('docker', ['stop', '-t', '30', id])
  assert.equal(await run('docker', ['inspect', '--format={{.State.ExitCode}}', id]), '0')
})

test('it adds at most 5 MB to its base, and runs node itself as a numbered user', async () => {
  const [own, from] = await Promise.all([inspect(image), inspect(base)])
  const added = own.Size - from.Size
  assert.ok(added <= 5_000_000, `${added} bytes`)
  assert.match(own.Config.User, /^\d+:\d+$/)
  assert.deepEqual(own.Config.Cmd, ['node', 'server/index.ts'])
  assert.equal(own.Config.StopSignal, 'SIGTERM')
})
