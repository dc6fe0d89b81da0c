import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  ECRPUBLICClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { DockerCli } from '../../../../support/docker-cli.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { openImage } from '../../../../support/image.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { testImage } from '../../../../support/test-image.ts'

/** A repository of ECR Public, and the CLI logged in to it. */
async function openPublicRepository({ config }: Target) {
  const ecr = new ECRPUBLICClient(config)
  const repositoryName = unique('shop')
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const uri = repository!.repositoryUri!
  const docker = await DockerCli.open(repositoryName)
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  await docker.login(uri.split('/')[0]!, authorizationData!.authorizationToken!)
  return { uri, docker, [Symbol.asyncDispose]: () => docker[Symbol.asyncDispose]() }
}

test('a task runs an image of ECR Public, by its digest', async () => {
  await using target = await openTarget()
  const app = await openEcs(target)
  await using repository = await openPublicRepository(target)
  const { uri, docker } = repository
  const image = `${uri}:v1`
  await docker.run('tag', await testImage(), image)
  const { stdout } = await docker.run('push', image)
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(stdout)![1]!
  await docker.run('rmi', image)

  await app.register({ image: `${uri}@${digest}` })
  const { taskArn } = await app.runTask()
  const { containers } = await app.taskIn(taskArn!, 'RUNNING')
  assert.equal(containers![0]!.imageDigest, digest)
  await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
  await app.taskIn(taskArn!, 'STOPPED')
  await docker.run('rmi', '--force', `${uri}@${digest}`)
})

test('an image that another repository has too is not known by the digest it has there', async () => {
  await using target = await openTarget()
  const app = await openEcs(target)
  await using repository = await openPublicRepository(target)
  const { uri, docker } = repository
  const elsewhere = `${uri}:v1`
  await using own = await openImage(`FROM ${await testImage()}\nLABEL test=${uri}\n`)
  await docker.run('tag', own.name, elsewhere)
  await docker.run('push', elsewhere)

  await app.register({ image: own.name })
  const { taskArn } = await app.runTask()
  const { containers } = await app.taskIn(taskArn!, 'RUNNING')
  assert.equal(containers![0]!.imageDigest, undefined)
  await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
  await app.taskIn(taskArn!, 'STOPPED')
  await docker.run('rmi', elsewhere)
})

test('an image that ECR Public has not is not found', async () => {
  await using target = await openTarget()
  const app = await openEcs(target)
  const image = `127.0.0.1:${new URL(target.url).port}/a0000000/${unique('none')}:v1`
  await app.register({ image })
  const { taskArn } = await app.runTask()
  const { stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
  assert.equal(
    stoppedReason,
    `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: not found`,
  )
})
