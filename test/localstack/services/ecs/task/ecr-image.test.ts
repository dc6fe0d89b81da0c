import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import {
  CreateRepositoryCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { dockerAt } from '../../../../../localstack/docker/index.ts'
import { openEcs } from '../../../../support/ecs.ts'
import { openEnforcedEcs } from '../../../../support/enforced-ecs.ts'
import { allow, policyOf } from '../../../../support/identity.ts'
import { openTarget, unique } from '../../../../support/target.ts'
import { testImage } from '../../../../support/test-image.ts'

const run = promisify(execFile)
const docker = dockerAt('/var/run/docker.sock')

test('an image pushed to ECR is pulled by its digest', async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const image = await push(new ECRClient(target.config))
  await app.register({ image })
  const { taskArn } = await app.runTask()
  const { containers } = await app.taskIn(taskArn!, 'RUNNING')
  assert.match(containers![0]!.imageDigest!, /^sha256:[0-9a-f]{64}$/)
  const [summary] = await docker.containers.list({ 'docker-cloud.task': taskArn! })
  const { Config } = (await docker.containers.inspect(summary!.Id))!
  assert.equal(Config.Image, image.replace(/:v1$/, `@${containers![0]!.imageDigest}`))
  await docker.containers.remove(summary!.Id)
  await run('docker', ['rmi', '--force', Config.Image])
})

test("an image that names another registry of this machine is pulled from the emulator's own", async (t) => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const image = await push(new ECRClient(target.config))
  const asked: (string | undefined)[] = []
  const stranger = createServer(({ url }, response) => {
    asked.push(url)
    response.writeHead(401, { 'www-authenticate': 'Basic realm="stranger"' }).end()
  }).listen(0, '127.0.0.1')
  t.after(() => stranger.close())
  await once(stranger, 'listening')
  const { port } = stranger.address() as AddressInfo
  await app.register({ image: image.replace(/^localhost:\d+/, `localhost:${port}`) })
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'RUNNING')
  assert.deepEqual(asked, [])
  await removeImageOf(taskArn!)
})

test("an image by AWS's own name of the registry is pulled from the emulator's own", async () => {
  await using target = await openTarget()
  await using app = await openEcs(target)
  const image = await push(new ECRClient(target.config))
  const awsHost = '000000000000.dkr.ecr.us-east-1.amazonaws.com'
  await app.register({ image: image.replace(/^[^/]+/, awsHost) })
  const { taskArn } = await app.runTask()
  const { containers } = await app.taskIn(taskArn!, 'RUNNING')
  assert.equal(containers![0]!.image, image.replace(/^[^/]+/, awsHost))
  await removeImageOf(taskArn!)
})

test("an image of another account and region is pulled if its repository's policy allows it", async () => {
  await using enforced = await openEnforcedEcs()
  const { app, target } = enforced
  const iam = new IAMClient(target.config)
  const PolicyDocument = policyOf(allow('ecr:*'))
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'execution', PolicyName: 'ecr', PolicyDocument }),
  )
  const other = { accessKeyId: '111122223333', secretAccessKey: 'any' }
  const owner = new ECRClient({ ...target.config, region: 'eu-west-1', credentials: other })
  const image = await push(owner)
  const repositoryName = /\/(.+):v1$/.exec(image)![1]!
  await app.register({
    image: image.replace(/^[^/]+/, '111122223333.dkr.ecr.eu-west-1.amazonaws.com'),
  })
  const { taskArn: refused } = await app.runTask()
  const { stoppedReason } = await app.taskIn(refused!, 'STOPPED')
  assert.match(stoppedReason!, /CannotPullContainerError: .*ecr:BatchGetImage/)
  const policyText = policyOf({
    Effect: 'Allow',
    Principal: { AWS: '000000000000' },
    Action: 'ecr:*',
  })
  await owner.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  const { taskArn } = await app.runTask()
  await app.taskIn(taskArn!, 'RUNNING')
  await removeImageOf(taskArn!)
})

/** Removes the container of a task and takes what it pulled off the engine. */
async function removeImageOf(taskArn: string): Promise<void> {
  const [summary] = await docker.containers.list({ 'docker-cloud.task': taskArn })
  const { Config } = (await docker.containers.inspect(summary!.Id))!
  await docker.containers.remove(summary!.Id)
  await run('docker', ['rmi', '--force', Config.Image])
}

/** Pushes the test image to a new repository, with a Docker configuration of its own, and leaves no local name of it. */
async function push(ecr: ECRClient): Promise<string> {
  const { repository } = await ecr.send(
    new CreateRepositoryCommand({ repositoryName: unique('task') }),
  )
  const image = `${repository!.repositoryUri}:v1`
  const config = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  const env = { ...process.env, DOCKER_CONFIG: config }
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  const token = authorizationData![0]!.authorizationToken!
  const [, password] = Buffer.from(token, 'base64').toString().split(':')
  const host = image.split('/')[0]!
  await run('docker', ['tag', await testImage(), image])
  await run('docker', ['login', '--username', 'AWS', '--password', password!, host], { env })
  await run('docker', ['push', '--quiet', image], { env })
  await run('docker', ['rmi', image])
  await rm(config, { recursive: true, force: true })
  return image
}
