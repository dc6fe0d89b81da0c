import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listFiles, readInputs } from '../../../scripts/build/inputs.ts'
import { RegistryClient } from '../../../scripts/registry/client.ts'
import type { ComposeBuild } from '../../../scripts/release/compose.ts'
import { enterCheckout, writeFiles } from '../../support/checkout.ts'

const client = new RegistryClient(async () => undefined)

/** The inputs of a build in the current folder, beside a service `data`. */
const inputsOf = (build: Partial<ComposeBuild> = {}) =>
  readInputs(
    {
      project: {
        name: 'shop',
        services: {
          shop: { build: { context: `${process.cwd()}/shop`, ...build } },
          data: { build: { context: `${process.cwd()}/data` } },
        },
      },
      name: 'shop',
      platform: 'linux/amd64',
    },
    client,
  )

const files = {
  'shop/Dockerfile': 'FROM scratch\nCOPY --from=data / /\nCOPY app /\n',
  'shop/app': '1',
  'data/Dockerfile': 'FROM scratch\nCOPY table /\n',
  'data/table': '1',
}

test('the settings of a build count, except those that leave no trace in the image', async () => {
  using _ = enterCheckout(files)
  const { settings } = await inputsOf({ args: { A: '1', VERSION: 'v1' } })
  const same: Partial<ComposeBuild>[] = [
    { args: { VERSION: 'v2', REVISION: 'x', A: '1' } },
    { args: { A: '1', http_proxy: 'http://proxy.test' } },
    { args: { A: '1' }, tags: ['x'], cache_from: ['y'], secrets: [{ source: 'ca' }], ssh: [] },
  ]
  for (const build of same) assert.equal((await inputsOf(build)).settings, settings)
  const other: Partial<ComposeBuild>[] = [
    { args: { A: '2' } },
    { args: { A: '1' }, target: 'x' },
    { args: { A: '1' }, platforms: ['linux/arm64'] },
    { args: { A: '1' }, labels: { x: 'y' } },
    { args: { A: '1' }, additional_contexts: { data: 'https://example.com/data.git' } },
  ]
  for (const build of other) assert.notEqual((await inputsOf(build)).settings, settings)
})

test('the files of additional contexts count: a folder, or another service', async () => {
  for (const data of ['service:data', 'folder']) {
    using checkout = enterCheckout(files)
    const context = data === 'folder' ? `${checkout.folder}/data` : data
    const build = { additional_contexts: { data: context } }
    const before = await inputsOf(build)
    assert.notEqual((await inputsOf()).files, before.files)
    writeFiles(checkout.folder, { 'data/table': '2' })
    const after = await inputsOf(build)
    assert.notEqual(after.files, before.files)
    assert.equal(after.settings, before.settings)
    assert.deepEqual(after.bases, {})
    const project = { name: 'shop', services: { shop: { build: { context: 'shop', ...build } } } }
    const seen = await listFiles({ project, name: 'shop', platform: 'linux/amd64' })
    assert.ok(seen.includes('shop/app'))
  }
})

test('a Dockerfile outside of its context counts, and one in compose.yaml', async () => {
  using checkout = enterCheckout({ ...files, 'other.Dockerfile': 'FROM scratch\n' })
  const dockerfile = `${checkout.folder}/other.Dockerfile`
  const before = await inputsOf({ dockerfile })
  writeFiles(checkout.folder, { 'other.Dockerfile': 'FROM scratch AS other\n' })
  assert.notEqual((await inputsOf({ dockerfile })).files, before.files)
  const inline = await inputsOf({ dockerfile_inline: 'FROM scratch\n' })
  assert.notEqual(inline.settings, before.settings)
})

test('an image that neither the engine nor a registry has is not known', async () => {
  using _ = enterCheckout({ ...files, 'shop/Dockerfile': 'FROM localhost:9/none:1\n' })
  assert.deepEqual((await inputsOf()).bases, {})
})
