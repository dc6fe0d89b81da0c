import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetAuthorizationTokenCommand as GetPrivateToken } from '@aws-sdk/client-ecr'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { DockerCli } from '../../../support/docker-cli.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { clientOf } from '../ecr/client.ts'
import { publicClientOf } from './client.ts'

let target: Target
let docker: DockerCli
let image: string
let host: string
const repositoryName = unique('docker/app')

before(async () => {
  target = await openTarget()
  docker = await DockerCli.open(repositoryName)
  const { repository } = await publicClientOf(target).send(
    new CreateRepositoryCommand({ repositoryName }),
  )
  image = `${repository!.repositoryUri}:v1`
  host = image.split('/')[0]!
  await docker.build(image)
})
after(async () => {
  await docker[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

test('docker login to the public registry with a private password is not authorized', async () => {
  const { authorizationData } = await clientOf(target).send(new GetPrivateToken({}))
  await assert.rejects(docker.login(host, authorizationData![0]!.authorizationToken!), {
    stderr: new RegExp(
      `Error response from daemon: Get "http://${host}/v2/": denied: Not Authorized`,
    ),
  })
})

test('docker push without a login is not authorized', async () => {
  await using loggedOut = await DockerCli.open(repositoryName)
  await assert.rejects(loggedOut.run('push', image), { stderr: /denied: Not Authorized/ })
})

test('docker login and push; anybody pulls', async () => {
  const client = publicClientOf(target)
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}))
  await docker.login(host, authorizationData!.authorizationToken!)
  const pushed = await docker.run('push', image)
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1]
  const { imageDetails } = await client.send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  assert.equal(imageDetails![0]!.imageDigest, digest)
  await docker.run('push', image)
  await docker.run('rmi', image)
  await docker.run('logout', host)
  const pulled = await docker.run('pull', image)
  assert.match(pulled.stdout, new RegExp(`Digest: ${digest}`))
  await assert.rejects(docker.run('pull', image.replace(repositoryName, 'no-such')), {
    stderr:
      /name unknown: The repository with name 'no-such' does not exist in the registry with id 'a0000000'/,
  })
})
