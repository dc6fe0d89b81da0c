import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'
import { DockerCli } from '../../../../support/docker-cli.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { account, clientOf } from '../client.ts'

let target: Target
let docker: DockerCli
let image: string
const repositoryName = unique('docker/app')

before(async () => {
  target = await openTarget()
  docker = await DockerCli.open(repositoryName)
  const { repository } = await clientOf(target).send(
    new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
  )
  image = `${repository!.repositoryUri}:v1`
  await docker.build(image)
})
after(async () => {
  await docker[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

async function login() {
  const { authorizationData } = await clientOf(target).send(new GetAuthorizationTokenCommand({}))
  const { authorizationToken, proxyEndpoint } = authorizationData![0]!
  const { host } = new URL(proxyEndpoint!)
  await docker.login(host, authorizationToken!)
  return host
}

test('docker push without a login is refused', async () => {
  await using loggedOut = await DockerCli.open(repositoryName)
  await assert.rejects(loggedOut.run('push', image), { stderr: /no basic auth credentials/ })
})

test('docker login, push, pull and logout', async () => {
  const host = await login()
  const pushed = await docker.run('push', image)
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1]
  const { imageDetails } = await clientOf(target).send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  assert.equal(imageDetails![0]!.imageDigest, digest)
  await docker.run('rmi', image)
  const pulled = await docker.run('pull', image)
  assert.match(pulled.stdout, new RegExp(`Digest: ${digest}`))
  await docker.run('logout', host)
})

test('docker push does not move an immutable tag', async () => {
  await login()
  const once = image.replace(':v1', ':once')
  await docker.build(once)
  await docker.run('push', once)
  await assert.rejects(docker.run('push', once), {
    stderr: new RegExp(
      `tag invalid: The image tag 'once' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
    ),
  })
})

test('docker push creates no repository', async () => {
  await login()
  const missing = image.replace(repositoryName, 'no/such')
  await docker.build(missing)
  await assert.rejects(docker.run('push', missing), {
    stderr: new RegExp(
      `name unknown: The repository with name 'no/such' does not exist in the registry with id '${account}'`,
    ),
  })
})
