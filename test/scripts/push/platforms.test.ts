import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand, DeleteRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { openAttestingBuilder } from '../../support/attesting-builder.ts'
import { writeFiles } from '../../support/checkout.ts'
import { removeApps } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

/** Images of several platforms, and builders that can or cannot make them. */

const target = await openTarget()
const APP_NAME = unique('shop')
const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const compose = (build: string) => `services:\n  server: { build: { context: ., ${build} } }\n`
writeFiles(folder, {
  Dockerfile: `FROM scratch\nLABEL app=${APP_NAME}\nCOPY Dockerfile /\n`,
})
cpSync(join(import.meta.dirname, '../../../.aws'), join(folder, '.aws'), { recursive: true })

before(async () => {
  const { code, stderr } = await call('bootstrap')
  assert.equal(code, 0, stderr)
})
after(async () => {
  await removeApps(target, [{ APP_NAME }])
  rmSync(folder, { recursive: true })
  await target[Symbol.asyncDispose]()
})

function call(verb: string, env: NodeJS.ProcessEnv = {}) {
  const RELEASE = { RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }
  return callVerb(verb, {
    target,
    cwd: folder,
    env: { ...process.env, APP_NAME, ...RELEASE, ...env },
  })
}

test('an index of all platforms is pushed, and found again', async () => {
  await using builder = await openAttestingBuilder(target)
  const env = { ...builder.env, APP_NAME: unique('shop') }
  const repositoryName = `${env.APP_NAME}/server`
  const ecr = new ECRClient(target.config)
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  writeFiles(folder, { 'compose.yaml': compose('platforms: [linux/arm64, linux/amd64]') })
  const { code, lines, stderr } = await call('push', env)
  assert.equal(code, 0, stderr)
  assert.match(lines[1]!, /^built .*, for linux\/arm64, linux\/amd64, in /)
  const again = await call('push', env)
  assert.match(again.lines[1]!, /^already in ECR: /)
  assert.equal(again.lines.at(-1), lines.at(-1))
  const listed = await call('images', env)
  assert.match(listed.lines[2]!, /^sha256:\w+ .* image index.* one$/)
  assert.ok(listed.lines.some((line) => line.endsWith(' linux/arm64')))
  assert.ok(listed.lines.some((line) => line.endsWith(' linux/amd64')))
  await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }))
})

test("the task definition's platform has to be among those of the build", async () => {
  writeFiles(folder, { 'compose.yaml': compose('platforms: [linux/arm64]') })
  const { code, stderr } = await call('push')
  assert.equal(code, 3)
  assert.equal(
    stderr,
    'docker-cloud push: .aws/server/task-definition.json runs server on linux/amd64, for which compose.yaml does not build it: add "linux/amd64" to build.platforms of server\n',
  )
})

const keepsIndexes = /containerd/.test(
  execFileSync('docker', ['info', '--format={{json .DriverStatus}}'], { encoding: 'utf8' }),
)

test(
  'a builder that cannot make an index is reported with one that can',
  { skip: keepsIndexes && 'this engine can make one' },
  async () => {
    writeFiles(folder, { 'compose.yaml': compose('platforms: [linux/arm64, linux/amd64]') })
    const { code, stderr } = await call('push', {
      BUILDX_BUILDER: 'default',
      RELEASE_REVISION: 'x',
    })
    assert.equal(code, 1)
    assert.match(
      stderr,
      /What to do: switch on the containerd image store .* `docker buildx create --use --driver docker-container`\n/,
    )
  },
)
