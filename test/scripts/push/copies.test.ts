import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { RegistryClient } from '../../../scripts/registry/client.ts'
import { findDigest } from '../../../scripts/registry/manifest.ts'
import { readRegistries } from '../../../scripts/release/registries.ts'
import { writeFiles } from '../../support/checkout.ts'
import { openGit } from '../../support/git.ts'
import {
  noOtherRegistry,
  openGuardedRegistry,
  openOtherRegistry,
} from '../../support/other-registry.ts'
import { removeApps } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

/** Copies of an image in other registries. */

const target = await openTarget()
const APP_NAME = unique('shop')
const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
writeFiles(folder, {
  'compose.yaml': 'services:\n  server: { build: . }\n',
  Dockerfile: `FROM scratch\nLABEL app=${APP_NAME}\nCOPY .gitignore /\n`,
  '.gitignore': '',
})
cpSync(join(import.meta.dirname, '../../../.aws'), join(folder, '.aws'), { recursive: true })
const revision = openGit(folder).commit('one')

before(async () => {
  const { code, stderr } = await call('bootstrap')
  assert.equal(code, 0, stderr)
})
after(async () => {
  await removeApps(target, [{ APP_NAME }])
  rmSync(folder, { recursive: true })
  await target[Symbol.asyncDispose]()
})

function call(verb: string, env: NodeJS.ProcessEnv = {}, ...flags: string[]) {
  return callVerb(verb, { target, flags, cwd: folder, env: { ...process.env, APP_NAME, ...env } })
}

test(
  'the image of ECR is copied to another registry, unchanged and with its tags',
  { skip: noOtherRegistry },
  async () => {
    await using registry = await openOtherRegistry()
    const REGISTRIES = ` ${registry.host}/me/, ${registry.host}/deep/er`
    const planned = await call('push', { REGISTRIES }, '--dry-run')
    assert.equal(planned.code, 0, planned.stderr)
    const { code, lines, stderr } = await call('push', { REGISTRIES })
    assert.equal(code, 0, stderr)
    const digest = /sha256:\w+/.exec(lines.at(-1)!)![0]
    const client = new RegistryClient(async () => undefined)
    for (const namespace of ['me', 'deep/er']) {
      const name = `${namespace}/${APP_NAME}-server`
      const all = `${revision}, branch-main, latest`
      assert.ok(lines.includes(`copied it to ${registry.host}/${name}: ${all}`), lines.join('\n'))
      for (const tag of all.split(', '))
        assert.equal(await findDigest(client, { host: registry.host, name }, tag), digest)
    }
    const again = await call('push', { REGISTRIES })
    assert.ok(again.lines.some((line) => line.startsWith(`already in ${registry.host}/me/`)))
  },
)

test(
  "another registry gets the user's own Docker login, or it is named",
  { skip: noOtherRegistry },
  async (t) => {
    await using registry = await openGuardedRegistry()
    const DOCKER_CONFIG = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
    t.after(() => rmSync(DOCKER_CONFIG, { recursive: true }))
    const REGISTRIES = `${registry.host}/me`
    const name = `${REGISTRIES}/${APP_NAME}-server`
    const denied = await call('push', { REGISTRIES, DOCKER_CONFIG })
    assert.equal(denied.code, 1)
    assert.ok(
      denied.stderr.includes(
        `docker-cloud push: the image is in ECR, but could not be copied to ${name}: log in with \`docker login ${registry.host}\`, as a user who may push there\n`,
      ),
      denied.stderr,
    )
    const auth = Buffer.from('me:secret').toString('base64')
    const config = JSON.stringify({ auths: { [registry.host]: { auth } } })
    writeFileSync(join(DOCKER_CONFIG, 'config.json'), config)
    const { code, lines, stderr } = await call('push', { REGISTRIES, DOCKER_CONFIG })
    assert.equal(code, 0, stderr)
    assert.ok(lines.some((line) => line.startsWith(`copied it to ${name}: `)))
    assert.deepEqual(readdirSync(DOCKER_CONFIG), ['config.json'])
    assert.equal(readFileSync(join(DOCKER_CONFIG, 'config.json'), 'utf8'), config)
  },
)

test('a registry that has no namespace is rejected', () => {
  for (const REGISTRIES of ['ghcr.io', 'https://ghcr.io/me'])
    assert.throws(() => readRegistries({ REGISTRIES }), {
      message: `REGISTRIES has "${REGISTRIES}": it must be a list of <registry>/<namespace>, separated by commas, without https://`,
    })
})
