import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { account, clientOf } from '../client.ts'

const run = promisify(execFile)
let target: Target
let directory: string
let image: string
const repositoryName = unique('docker/app')
const built = new Set<string>()

before(async () => {
  target = await openTarget()
  directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  await writeFile(join(directory, 'unique'), repositoryName)
  await writeFile(join(directory, 'Dockerfile'), 'FROM scratch\nCOPY unique /\nCMD ["/unique"]\n')
  const { repository } = await clientOf(target).send(
    new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
  )
  image = `${repository!.repositoryUri}:v1`
  await build(image)
})
after(async () => {
  await docker('rmi', '--force', ...built)
  await rm(directory, { recursive: true, force: true })
  await target[Symbol.asyncDispose]()
})

/** The real CLI, with a configuration of its own so that the user's logins stay as they are. */
function docker(...args: string[]) {
  const env = { ...process.env, DOCKER_CONFIG: join(directory, 'config') }
  return run('docker', args, { env })
}

async function build(tag: string) {
  built.add(tag)
  await docker('build', '--quiet', '--tag', tag, directory)
}

async function login() {
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const { authorizationToken, proxyEndpoint } = authorizationData![0]!
  const password = Buffer.from(authorizationToken!, 'base64').toString().replace(/^AWS:/, '')
  const { host } = new URL(proxyEndpoint!)
  const done = docker('login', '--username', 'AWS', '--password-stdin', host)
  done.child.stdin!.end(password)
  await done
  return host
}

test('docker push without a login is refused', async () => {
  await assert.rejects(docker('push', image), { stderr: /no basic auth credentials/ })
})

test('docker login, push, pull and logout', async () => {
  const host = await login()
  const pushed = await docker('push', image)
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1]
  const { imageDetails } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  assert.equal(imageDetails![0]!.imageDigest, digest)
  await docker('rmi', image)
  const pulled = await docker('pull', image)
  assert.match(pulled.stdout, new RegExp(`Digest: ${digest}`))

  await assert.rejects(docker('push', image), {
    stderr: new RegExp(
      `tag invalid: The image tag 'v1' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
    ),
  })
  const missing = image.replace(repositoryName, 'no/such')
  await build(missing)
  await assert.rejects(docker('push', missing), {
    stderr: new RegExp(
      `name unknown: The repository with name 'no/such' does not exist in the registry with id '${account}'`,
    ),
  })
  await docker('logout', host)
})
