import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { explain } from '../../../scripts/failure/explain.ts'
import { run, runSync } from '../../../scripts/release/run.ts'
import { writeFiles } from '../../support/checkout.ts'
import { openGit } from '../../support/git.ts'
import { makeServer } from '../../support/release.ts'
import { openTarget, unique } from '../../support/target.ts'
import { testLabelFlag } from '../../support/test-run.ts'
import { callVerb } from '../../support/verb.ts'
import { assertScreen } from './golden.ts'

/** What is wrong with the machine, in a checkout whose path has a space. */

const target = await openTarget()
const APP_NAME = unique('shop')
const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const checkout = join(folder, 'my app')
const released = { RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }

before(async () => {
  renameSync(makeServer(), checkout)
  for (const path of [folder, checkout]) chmodSync(path, 0o755)
  await new ECRClient(target.config).send(
    new CreateRepositoryCommand({ repositoryName: `${APP_NAME}/server` }),
  )
})
after(async () => {
  rmSync(folder, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** The screen of a push that fails, without what differs from run to run. */
async function failedPush(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stderr } = await callVerb('push', {
    target,
    env: { ...process.env, APP_NAME, ...env },
    cwd: checkout,
  })
  assert.equal(code, 1, stderr)
  return normal(stderr.slice(stderr.lastIndexOf('docker-cloud push: ')))
}

const normal = (screen: string): string =>
  screen
    .replaceAll(APP_NAME, 'shop')
    .replaceAll(folder, '/home/me')
    .replace(/^ *\| (#\d+ .*)?\n/gm, '')
    .replace(/^( *\| )(\d+\.\d+ )?(cat: )?/gm, '$1')
    .replace(/^ *\| npm .*\n/gm, '')
    // git writes it on stdout, before or after what is on stderr.
    .replace(/^ *\| HEAD\n/gm, '')

test('there is no git repository', async () => {
  assertScreen('there is no git repository', await failedPush({}))
})

test('there is no commit yet', async () => {
  openGit(checkout)
  const screen = await failedPush({})
  rmSync(join(checkout, '.git'), { recursive: true })
  assertScreen('there is no commit yet', screen)
})

test('Docker does not run', async () => {
  const DOCKER_HOST = `unix://${folder}/docker.sock`
  assertScreen('Docker does not run', await failedPush({ ...released, DOCKER_HOST }))
})

const skip = process.getuid?.() === 0 ? false : 'only root can be another user'

test('the user may not use Docker', { skip }, async () => {
  const tools = join(folder, 'tools')
  const docker = runSync('sh', ['-c', 'command -v docker'])!.trim()
  const nobody = `env HOME=${tools} DOCKER_CONFIG=${tools} setpriv --reuid=65534 --regid=65534 --clear-groups ${docker}`
  mkdirSync(tools)
  chmodSync(tools, 0o777)
  writeFileSync(join(tools, 'docker'), `#!/bin/sh\nexec ${nobody} "$@"\n`, { mode: 0o755 })
  const PATH = `${tools}:${process.env.PATH}`
  assertScreen('the user may not use Docker', await failedPush({ ...released, PATH }))
})

const builds: [mistake: string, Dockerfile: string][] = [
  [
    'the disk is full',
    'FROM node:26-slim\nRUN --mount=type=tmpfs,target=/small,size=65536 cat /dev/zero > /small/file\n',
  ],
  ['the base image cannot be pulled', 'FROM 127.0.0.1:1/base\n'],
  [
    'package.json and package-lock.json differ',
    String.raw`FROM node:26-slim
WORKDIR /app
RUN echo '{ "dependencies": { "express": "5" } }' > package.json \
 && echo '{ "lockfileVersion": 3, "packages": {} }' > package-lock.json && npm ci
`,
  ],
]
for (const [mistake, Dockerfile] of builds)
  test(mistake, async () => {
    writeFiles(checkout, { Dockerfile })
    assertScreen(mistake, await failedPush(released))
  })

test('there is no Dockerfile', async () => {
  rmSync(join(checkout, 'Dockerfile'))
  assertScreen('there is no Dockerfile', await failedPush(released))
})

test('a port of this machine is taken', async () => {
  await using other = createServer()
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const { port } = other.address() as AddressInfo
  const publish = `--publish=127.0.0.1:${port}:80`
  const running = run('docker', ['run', '--rm', testLabelFlag, publish, 'node:26-slim', 'true'])
  const error = await running.then(
    () => assert.fail('it runs'),
    (failure: Error) => failure,
  )
  const screen = explain('rehearse', error)
  const shown = screen
    .replace(/`docker .*`/, '`docker …`')
    .replace(/docker: .*(listen|failed to bind)/, '… $1')
  assertScreen('a port of this machine is taken', `${shown.replaceAll(String(port), '4566')}\n`)
})
