import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetAuthorizationTokenCommand as GetPrivateToken } from '@aws-sdk/client-ecr'
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { DockerCli } from '../../support/docker-cli.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { clientOf } from '../ecr/client.ts'
import { publicClientOf } from './client.ts'

let target: Target
let docker: DockerCli
let image: string
let host: string
const repositoryName = unique('docker/app')

before(async () => {
  target = await openTarget()
  host = new URL(target.url).host
  docker = await DockerCli.open(repositoryName)
  const { repository } = await publicClientOf(target).send(
    new CreateRepositoryCommand({ repositoryName }),
  )
  image = `${repository!.repositoryUri}:v1`
  await docker.build(image)
})
after(async () => {
  await docker[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
})

test('L8 docker push with a private login is not authorized', async () => {
  const { authorizationData } = await clientOf(target).send(new GetPrivateToken({}))
  await docker.login(host, authorizationData![0]!.authorizationToken!)
  await assert.rejects(docker.run('push', image), { stderr: /denied: Not Authorized/ })
})

test('docker login, push, pull; pushed again under the same tag', async () => {
  const client = publicClientOf(target)
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}))
  await docker.login(host, authorizationData!.authorizationToken!)
  const pushed = await docker.run('push', image)
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1]
  const { imageDetails } = await client.send(
    new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
  )
  assert.equal(imageDetails![0]!.imageDigest, digest)
  await docker.run('rmi', image)
  const pulled = await docker.run('pull', image)
  assert.match(pulled.stdout, new RegExp(`Digest: ${digest}`))
  await docker.run('push', image)
})
