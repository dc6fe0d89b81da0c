import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import {
  CreateRepositoryCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import { explain } from '../../../scripts/failure/explain.ts'
import { withLogin } from '../../../scripts/registry/docker-folder.ts'
import { failedPush } from '../../../scripts/release/docker.ts'
import { run } from '../../../scripts/release/run.ts'
import { openTarget, unique } from '../../support/target.ts'
import { testLabelFlag } from '../../support/test-run.ts'
import { assertScreen } from './golden.ts'

/** What the registry says to pushes of the engine. */

const target = await openTarget()
const ecr = new ECRClient(target.config)
const repositoryName = unique('shop')
const { repository } = await ecr.send(
  new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
)
const uri = repository!.repositoryUri!
const host = uri.split('/')[0]!
after(() => target[Symbol.asyncDispose]())

/** Builds a small image under a name for as long as it is pushed. */
async function push(name: string, content: string, env: NodeJS.ProcessEnv): Promise<void> {
  const dockerfile = `FROM scratch\nCOPY <<EOF /content\n${content}\nEOF\n`
  await run('docker', ['build', testLabelFlag, '--tag', name, '-'], { input: dockerfile })
  try {
    await run('docker', ['push', name], { env })
  } finally {
    execFileSync('docker', ['rmi', name])
  }
}

/** The screen of a push that fails, without what differs from run to run. */
async function screenOf(pushing: Promise<void>): Promise<string> {
  const error = await pushing.catch(failedPush).then(
    () => assert.fail('it was pushed'),
    (failure: Error) => failure,
  )
  return `${explain('push', error)}\n`
    .replaceAll(host, 'registry')
    .replaceAll(repositoryName, 'shop')
    .replace(/^ *\| [0-9a-f]{12}: .*\n/gm, '')
    .replace(/sha256:[0-9a-f]{64}/g, 'D')
}

async function asAdministrator(act: (env: NodeJS.ProcessEnv) => Promise<void>): Promise<void> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  const token = Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString()
  const password = token.replace(/^AWS:/, '')
  await withLogin(host, { username: 'AWS', password }, act)
}

test('the repository does not exist', async () => {
  const pushing = asAdministrator((env) => push(`${uri}-other:one`, 'one', env))
  assertScreen('the repository does not exist', await screenOf(pushing))
})

test('the tag exists already', async () => {
  await asAdministrator((env) => push(`${uri}:one`, 'one', env))
  const pushing = asAdministrator((env) => push(`${uri}:one`, 'two', env))
  assertScreen('the tag exists already', await screenOf(pushing))
})

test('Docker has no login', async () => {
  const env = { DOCKER_CONFIG: '/nonexistent' }
  assertScreen('Docker has no login', await screenOf(push(`${uri}:two`, 'two', env)))
})
