import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { writeFiles } from '../../support/checkout.ts'
import { openGit } from '../../support/git.ts'
import { removeApps } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { testLabel, testRun } from '../../support/test-run.ts'
import { callVerb } from '../../support/verb.ts'

/** The second push of a commit, and the tags of an image. */

const target = await openTarget()
const APP_NAME = unique('shop')
const base = `${unique('docker-cloud-test')}:base`
const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const docker = (args: string[], input = '') =>
  execFileSync('docker', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
const buildBase = (content: string) =>
  docker(
    ['build', '--quiet', `--tag=${base}`, '-'],
    `FROM scratch\nLABEL ${testLabel}=${testRun} content=${content}\n`,
  )

writeFiles(folder, {
  'compose.yaml':
    'services:\n  server: { build: { context: ., args: { COLOR: "${COLOR:-red}" } } }\n',
  Dockerfile: `FROM ${base}\nARG COLOR\nARG VERSION\nLABEL color=$COLOR app=${APP_NAME} version=$VERSION\nCOPY dist /dist\n`,
  '.gitignore': 'dist\n',
  'dist/app': 'one',
})
cpSync(join(import.meta.dirname, '../../../.aws'), join(folder, '.aws'), { recursive: true })
const { git, commit } = openGit(folder)

before(async () => {
  buildBase('one')
  commit('one')
  const { code, stderr } = await call('bootstrap')
  assert.equal(code, 0, stderr)
})
after(async () => {
  await removeApps(target, [{ APP_NAME }])
  docker(['rmi', '--force', base])
  rmSync(folder, { recursive: true })
  await target[Symbol.asyncDispose]()
})

function call(verb: string, env: NodeJS.ProcessEnv = {}, ...flags: string[]) {
  return callVerb(verb, { target, flags, cwd: folder, env: { ...process.env, APP_NAME, ...env } })
}

async function push(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const { code, lines, stderr } = await call('push', env)
  assert.equal(code, 0, stderr)
  return lines
}

/** The tags of each image, by its digest. */
async function tagsInEcr(): Promise<Record<string, string[]>> {
  const { imageDetails = [] } = await new ECRClient(target.config).send(
    new DescribeImagesCommand({ repositoryName: `${APP_NAME}/server` }),
  )
  return Object.fromEntries(
    imageDetails.map(({ imageDigest, imageTags = [] }) => [imageDigest!, imageTags.toSorted()]),
  )
}

/** `…@sha256:…, 1.0 MB` */
const digestIn = (lines: string[]) => /sha256:\w+/.exec(lines.at(-1)!)![0]

test('another content of the same commit is rejected, and what git ignores is named', async () => {
  const digest = digestIn(await push())
  const again = await push()
  assert.match(again[1]!, /^already in ECR: /)
  assert.equal(digestIn(again), digest)

  writeFiles(folder, { 'dist/app': 'two' })
  const { code, stderr } = await call('push')
  assert.equal(code, 1)
  assert.match(
    stderr,
    /^docker-cloud push: ECR has the image of this commit already, built from other files: .* make a commit .* The build sees files that git ignores: dist\/app\. If they are not in the image, name them in \.dockerignore\.\n$/,
  )
  writeFiles(folder, { 'dist/app': 'one' })
  assert.match((await push())[1]!, /^already in ECR: /)
})

test('another build argument of the same commit is rejected', async () => {
  const { code, stderr } = await call('push', { COLOR: 'blue' }, '--dry-run')
  assert.equal(code, 1)
  assert.match(stderr, /built from other settings of build in compose\.yaml: /)
})

test('a base image that has moved is reported, and the commit keeps its image', async () => {
  const digest = digestIn(await push())
  const moved = buildBase('two')
  const lines = await push()
  assert.equal(
    lines[1],
    `${base} has moved since this image was built: the next commit is built on the new one`,
  )
  assert.equal(digestIn(lines), digest)
  buildBase('one')
  docker(['rmi', moved.trim()])
})

test('the released branch and latest move to the newest image, a version stays', async () => {
  const first = commit('version')
  const one = digestIn(await push())
  assert.deepEqual((await tagsInEcr())[one], [first, 'branch-main', 'latest'].toSorted())

  git('tag', 'v1.2.3')
  git('tag', 'not-a-version')
  const tagged = await push()
  assert.match(tagged[1]!, /^already in ECR: /)
  assert.equal(tagged[2], 'tagged it v1.2.3')
  const version = [first, 'branch-main', 'latest', 'v1.2.3'].toSorted()
  assert.deepEqual((await tagsInEcr())[one], version)

  git('switch', '--quiet', '--create', 'feature/x')
  writeFiles(folder, { 'dist/app': 'feature' })
  const second = commit('feature')
  const two = digestIn(await push())
  assert.deepEqual((await tagsInEcr())[two], [second, 'branch-feature-x'].toSorted())
  assert.deepEqual((await tagsInEcr())[one], version)

  git('switch', '--quiet', 'main')
  writeFiles(folder, { 'dist/app': 'main' })
  const third = commit('main')
  const three = digestIn(await push())
  const all = await tagsInEcr()
  assert.deepEqual(all[three], [third, 'branch-main', 'latest'].toSorted())
  assert.deepEqual(all[one], [first, 'v1.2.3'].toSorted())

  git('tag', '--force', 'v1.2.3')
  const { code, stderr } = await call('push')
  assert.equal(code, 1)
  assert.match(stderr, /could not be tagged v1\.2\.3: ECR has another image of that version/)
  git('tag', '--delete', 'v1.2.3')
})

test('uncommitted changes get no tag but their own', async () => {
  writeFiles(folder, { 'new-file': 'x' })
  const digest = digestIn(await push())
  const [tag, ...others] = (await tagsInEcr())[digest]!
  assert.match(tag!, /^[0-9a-f]{40}-[0-9a-f]{12}$/)
  assert.deepEqual(others, [])
  rmSync(join(folder, 'new-file'))
})
