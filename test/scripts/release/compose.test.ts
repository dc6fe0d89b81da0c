import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { readProject } from '../../../scripts/release/compose.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { buildImage } from '../../../scripts/release/docker.ts'
import { type CheckoutFiles, enterCheckout } from '../../support/checkout.ts'
import { unique } from '../../support/target.ts'
import { testLabel, testRun } from '../../support/test-run.ts'

const built: string[] = []
after(() => {
  if (built.length > 0) execFileSync('docker', ['rmi', '--force', ...built])
})

/** Builds the image of a service in a checkout, and returns its labels. */
async function labelsOf(service: string, files: CheckoutFiles): Promise<Record<string, string>> {
  using _ = enterCheckout(files)
  const name = `${unique('docker-cloud-test')}:built`
  const context = { progress: () => {} } as Partial<Context>
  const project = await readProject()
  await buildImage(context as Context, {
    project,
    service,
    name,
    release: { version: 'v1', revision: 'abc' },
    platform: 'linux/amd64',
    inputs: { settings: 'a', files: 'b', bases: {} },
  })
  built.push(name)
  const format = '--format={{json .Config.Labels}}'
  return JSON.parse(
    execFileSync('docker', ['image', 'inspect', format, name], { encoding: 'utf8' }),
  )
}

const dockerfile = (label: string) =>
  `FROM scratch\nARG VERSION\nARG REVISION\nARG SHOP_PAINT\nARG KEPT=default\nLABEL ${testLabel}="${testRun}" label="${label}" version="$VERSION" revision="$REVISION" color="$SHOP_PAINT" kept="$KEPT"\n`

test('an image gets the args of compose.yaml, and the version and revision of the release', async () => {
  const labels = await labelsOf('shop', {
    'compose.yaml':
      'services:\n  shop:\n    build:\n      context: .\n      args: { SHOP_PAINT: "${SHOP_PAINT:-red}", VERSION: dev }\n',
    Dockerfile: dockerfile('one'),
  })
  assert.partialDeepStrictEqual(labels, {
    label: 'one',
    version: 'v1',
    revision: 'abc',
    color: 'red',
    kept: 'default',
  })
})

test('compose.yaml selects the context, the Dockerfile and its target', async () => {
  const labels = await labelsOf('shop', {
    'compose.yaml':
      'services:\n  shop:\n    build: { context: apps, dockerfile: shop.Dockerfile, target: release }\n',
    'apps/shop.Dockerfile': `${dockerfile('base').replace('scratch', 'scratch AS release')}\nFROM scratch\nLABEL label=last\n`,
  })
  assert.equal(labels.label, 'base')
})

test('a service of a profile is built as any other', async () => {
  const labels = await labelsOf('migrate', {
    'compose.yaml': 'services:\n  migrate:\n    build: .\n    profiles: [jobs]\n',
    Dockerfile: dockerfile('migrate'),
  })
  assert.equal(labels.label, 'migrate')
})

test('an image has no other name than that of the release', async () => {
  const name = unique('docker-cloud-test')
  await labelsOf('shop', {
    'compose.yaml': `services:\n  shop:\n    image: ${name}:image\n    build: { context: ., tags: ["${name}:tag"] }\n`,
    Dockerfile: dockerfile(name),
  })
  assert.equal(execFileSync('docker', ['images', '--quiet', name], { encoding: 'utf8' }), '')
})

test('the inputs of a build are a label of its image', async () => {
  const labels = await labelsOf('shop', {
    'compose.yaml': 'services:\n  shop: { build: { context: ., labels: { own: kept } } }\n',
    Dockerfile: dockerfile('inputs'),
  })
  assert.equal(labels['docker-cloud.inputs'], '{"settings":"a","files":"b","bases":{}}')
  assert.equal(labels.own, 'kept')
})

test('a member that this version of compose does not know is named', async () => {
  using _ = enterCheckout({
    'compose.yaml': 'services:\n  shop: { build: { context: ., buidl: x } }\n',
  })
  await assert.rejects(readProject(), {
    message:
      'compose.yaml cannot be read: this version of Docker Compose does not know "buidl"; correct it, or install a newer version',
  })
})

test('compose.yaml is read as compose resolves it', async () => {
  using checkout = enterCheckout({
    'compose.yaml':
      'services:\n  shop: { build: ., depends_on: [cache] }\n  cache: { image: "redis:${TAG}" }\n',
    '.env': 'TAG=8\n',
  })
  const { services } = await readProject()
  assert.equal(services.shop?.build?.context, checkout.folder)
  assert.equal(services.shop?.depends_on?.cache?.condition, 'service_started')
  assert.equal(services.cache?.image, 'redis:8')
})

const stages = {
  'compose.yaml': 'services:\n  shop: { build: { context: ., target: release } }\n',
  'compose.override.yaml': 'services:\n  shop: { build: { target: dev } }\n',
}

test('a release does not read the override, which is for this machine', async () => {
  using _ = enterCheckout(stages)
  const { services } = await readProject()
  assert.equal(services.shop?.build?.target, 'release')
})

test('a release reads the files that COMPOSE_FILE names', async (t) => {
  using _ = enterCheckout(stages)
  process.env.COMPOSE_FILE = 'compose.yaml:compose.override.yaml'
  t.after(() => delete process.env.COMPOSE_FILE)
  const { services } = await readProject()
  assert.equal(services.shop?.build?.target, 'dev')
})

test('a release finds the file by the other names that compose knows', async () => {
  const [text, override] = Object.values(stages)
  using _ = enterCheckout({
    'docker-compose.yml': text!,
    'docker-compose.override.yml': override!,
  })
  const { services } = await readProject()
  assert.equal(services.shop?.build?.target, 'release')
})

/** Fails without a proxy. */
const proxied = `FROM node:26-slim
RUN ["node", "-e", "if (!process.env.HTTPS_PROXY?.startsWith('http://user:')) process.exit(1)"]
LABEL ${testLabel}="${testRun}"
`

test('a build gets the proxy of Docker’s configuration, or of an argument, and no layer has it', async () => {
  const proxy = 'http://user:secret@proxy.test:3128'
  using configuration = enterCheckout({
    'config.json': { proxies: { default: { httpsProxy: proxy } } },
  })
  process.env.DOCKER_CONFIG = configuration.folder
  await labelsOf('shop', {
    'compose.yaml': 'services:\n  shop: { build: . }\n',
    Dockerfile: proxied,
  })
  delete process.env.DOCKER_CONFIG
  await labelsOf('shop', {
    'compose.yaml': `services:\n  shop: { build: { context: ., args: { HTTPS_PROXY: "${proxy}" } } }\n`,
    Dockerfile: proxied,
  })
  for (const name of built.slice(-2)) {
    const about = ['image', 'inspect', name]
    const history = ['history', '--no-trunc', '--format={{.CreatedBy}}', name]
    for (const args of [about, history])
      assert.doesNotMatch(execFileSync('docker', args, { encoding: 'utf8' }), /secret@proxy/)
  }
})
