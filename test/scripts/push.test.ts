import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { openTarget, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

const root = join(import.meta.dirname, '../..')
const target = await openTarget()
const APP_NAME = unique('shop')
const repository = `${APP_NAME}/server`
const checkout = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, encoding: 'utf8' })
/**
 * A `docker` that records its arguments, except those of questions. It does not
 * push if REFUSAL is set, and with BUILDER=alone the engine lacks what is built. */
const tools = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const told = () =>
  readFileSync(join(tools, 'told'), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('image inspect'))
const push = (...flags: string[]) =>
  callVerb('push', { target, env: { ...process.env, APP_NAME }, flags, cwd: checkout })

before(async () => {
  const docker = execFileSync('sh', ['-c', 'command -v docker'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh
echo "$*" >> ${tools}/told
case "$BUILDER $*" in "alone image inspect --format"*) ;; "alone image inspect"*) exit 1;; esac
case "$1$REFUSAL" in push?*) echo "$REFUSAL" >&2; exit 1;; esac
exec ${docker} "$@"
`
  writeFileSync(join(tools, 'docker'), script, { mode: 0o755 })
  for (const name of ['Dockerfile', '.dockerignore', '.npmrc', 'compose.yaml', 'package.json'])
    cpSync(join(root, name), join(checkout, name))
  for (const name of ['package-lock.json', 'server', '.aws', 'localstack'])
    cpSync(join(root, name), join(checkout, name), { recursive: true })
  git('init', '--quiet')
  git('-c', 'user.email=t@example.com', '-c', 'user.name=t', 'add', '.')
  git('-c', 'user.email=t@example.com', '-c', 'user.name=t', 'commit', '--quiet', '-mone')
  await new ECRClient(target.config).send(
    new CreateRepositoryCommand({ repositoryName: repository, imageTagMutability: 'IMMUTABLE' }),
  )
})
after(async () => {
  const images = execFileSync('docker', ['images', '--quiet', `*/${repository}`], {
    encoding: 'utf8',
  })
  const ids = images.split('\n').filter(Boolean)
  if (ids.length > 0) execFileSync('docker', ['rmi', '--force', ...ids])
  for (const directory of [checkout, tools]) rmSync(directory, { recursive: true })
  await target[Symbol.asyncDispose]()
})

test('a commit is pushed once, under its SHA, with a login of its own, and is found again', async () => {
  const commit = git('rev-parse', 'HEAD').trim()
  const output = join(checkout, '../', `${APP_NAME}-output`)
  const first = await callVerb('push', {
    target,
    env: {
      ...process.env,
      APP_NAME,
      GITHUB_OUTPUT: output,
      PATH: `${tools}:${process.env.PATH}`,
    },
    cwd: checkout,
  })
  assert.equal(first.code, 0, first.stderr)
  const image = first.lines.at(-1)!
  assert.match(image, new RegExp(`/${repository}@sha256:[0-9a-f]{64}, [0-9.]+ MB$`))
  assert.equal(
    readFileSync(output, 'utf8'),
    `image-server=${image.replace(/, .* MB$/, '')}\ntag=${commit}\n`,
  )
  rmSync(output)
  const { host } = new URL(target.url)
  assert.deepEqual(told().slice(-3), [
    'compose --file compose.yaml --profile * config --format json',
    'compose --file - --progress plain build server',
    `push ${host}/${repository}:${commit}`,
  ])

  const second = await push()
  assert.match(second.lines[1]!, new RegExp(`^already in ECR: .*/${repository}:${commit}$`))
  assert.equal(second.lines.at(-1), image)
})

test('a dry run of a changed checkout has another image, and builds nothing', async () => {
  writeFileSync(join(checkout, 'server', 'new.ts'), '')
  const { lines, stderr } = await push('--dry-run')
  rmSync(join(checkout, 'server', 'new.ts'))
  assert.match(
    lines[1]!,
    new RegExp(
      `^would build and push .*/${repository}:[0-9a-f]{40}-[0-9a-f]{12}, for linux/amd64$`,
    ),
  )
  assert.equal(stderr, '')
})

const errors: [words: string, fix: string][] = [
  [
    "tag invalid: The image tag 'v1' already exists in the 'shop' repository and cannot be overwritten because the repository is immutable.",
    'run this again to use its image',
  ],
  [
    "name unknown: The repository with name 'shop' does not exist in the registry with id '000000000000'",
    'run `npm run bootstrap` first',
  ],
  [
    'denied: User: arn:aws:iam::000000000000:user/me is not authorized to perform: ecr:PutImage on resource: *',
    'if .aws/policies has changed, an administrator has to run `npm run bootstrap`',
  ],
  ['received unexpected HTTP status: 503', 'run this again when the registry answers'],
]
for (const [words, fix] of errors)
  test(`a push that the registry rejects with "${words.split(':')[0]}" is reported with the fix`, async () => {
    const RELEASE_REVISION = createHash('sha1').update(words).digest('hex')
    const { code, stderr } = await callVerb('push', {
      target,
      env: {
        ...process.env,
        APP_NAME,
        PATH: `${tools}:${process.env.PATH}`,
        REFUSAL: words,
        RELEASE_REVISION,
        RELEASE_VERSION: 'v1',
      },
      cwd: checkout,
    })
    assert.equal(code, 1)
    const said = stderr.slice(stderr.indexOf('docker-cloud push: ')).split('\n')
    assert.equal(said[0], 'docker-cloud push: the image could not be pushed')
    assert.ok(said.includes(`  | ${words}`), stderr)
    assert.ok(said.includes(`  What to do: ${fix}`), stderr)
  })

test('an image that the builder keeps from the engine is pushed by the builder', async () => {
  const { code, lines, stderr } = await callVerb('push', {
    target,
    env: {
      ...process.env,
      APP_NAME,
      PATH: `${tools}:${process.env.PATH}`,
      BUILDER: 'alone',
      RELEASE_REVISION: 'kept-by-the-builder',
      RELEASE_VERSION: 'v1',
    },
    cwd: checkout,
  })
  assert.equal(code, 0, stderr)
  assert.ok(
    lines.includes('the builder keeps the image to itself: its health check is not tried here'),
  )
  assert.equal(told().at(-1), 'compose --file - --progress plain build --push server')
  assert.match(lines.at(-1)!, /@sha256:[0-9a-f]{64}, [0-9.]+ MB$/)
})

test('a failed build is reported with its last lines', async () => {
  appendFileSync(
    join(checkout, 'Dockerfile'),
    `RUN ["node", "--eval", "console.error('these are my last words'); process.exit(3)"]\n`,
  )
  const { code, stderr } = await push()
  assert.equal(code, 1)
  const said = stderr.slice(stderr.indexOf('docker-cloud push: '))
  assert.match(
    said,
    /^docker-cloud push: the image of server could not be built\n {2}`docker compose /,
  )
  assert.match(said, /\| .*these are my last words/)
})
