import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RunTaskCommandInput } from '@aws-sdk/client-ecs'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { until } from '../../../../support/until.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('a task that cannot start says why', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const awslogs = (options: Record<string, string>) => ({
    logConfiguration: { logDriver: 'awslogs' as const, options },
  })
  const reasonOf = async (settings: Partial<RunTaskCommandInput> = {}): Promise<string> => {
    const { taskArn } = await app.runTask(settings)
    const { stopCode, stoppedReason, startedAt, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(startedAt, undefined)
    assert.equal(containers![0]!.exitCode, undefined)
    return stoppedReason!.replace(/dial tcp [\d.]+:443/, 'dial tcp IP:443')
  }

  test('an image that is not in ECR', async () => {
    const { port } = new URL(target.url)
    const image = `localhost:${port}/never-pushed:latest`
    await app.register({ image })
    const reason = `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: not found`
    assert.equal(await reasonOf(), reason)
    const { taskArn } = await app.runTask()
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(containers![0]!.reason, reason)
  })

  test('a log group that is not there', async () => {
    await app.register(
      awslogs({
        'awslogs-group': '/never/there',
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'ecs',
      }),
    )
    assert.equal(
      await reasonOf(),
      'ResourceInitializationError: failed to validate logger args: failed to create CloudWatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    )
  })

  test('no log region', async () => {
    await app.register(awslogs({ 'awslogs-group': app.logGroup, 'awslogs-stream-prefix': 'ecs' }))
    assert.equal(
      await reasonOf(),
      'ResourceInitializationError: failed to validate logger args: unable to get awslogs driver arguments: awslogs-region is required',
    )
  })

  test('an image for another processor', async () => {
    await app.register({}, { runtimePlatform: { cpuArchitecture: otherArchitecture } })
    assert.equal(
      await reasonOf(),
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform '${otherPlatform}'`,
    )
  })

  test('no route to ECR', async () => {
    await app.register({ image: `localhost:${new URL(target.url).port}/shop:v1` })
    assert.equal(
      await reasonOf(withoutPublicAddress()),
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp IP:443: i/o timeout. Please check your task network configuration.',
    )
  })

  test('no route to Logs', async () => {
    await app.register()
    assert.equal(
      await reasonOf(withoutPublicAddress()),
      'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. signal: killed',
    )
  })

  test('no route to a public registry', async () => {
    await app.register({ image: 'nginx', logConfiguration: undefined })
    assert.equal(
      await reasonOf(withoutPublicAddress()),
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/library/nginx:latest: failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/latest": dial tcp IP:443: i/o timeout',
    )
  })

  test('no route to Secrets Manager or Parameter Store', async () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:any-abcdef'
    const unable =
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:'
    const late =
      'RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.'
    await app.register({ secrets: [{ name: 'A', valueFrom: secret }] })
    assert.equal(
      await reasonOf(withoutPublicAddress()),
      `${unable} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${secret} from secrets manager: ${late}`,
    )
    await app.register({ secrets: [{ name: 'A', valueFrom: '/any' }] })
    assert.equal(
      await reasonOf(withoutPublicAddress()),
      `${unable} unable to retrieve secrets from ssm: service call has been retried 5 time(s): ${late}`,
    )
  })

  const withoutPublicAddress = () => ({
    networkConfiguration: {
      awsvpcConfiguration: { subnets: app.networkConfiguration.awsvpcConfiguration.subnets },
    },
  })

  const unassumable = (role: string) =>
    `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`

  test('a role that is not there, or does not trust tasks, is refused by RunTask', async () => {
    const missing = `arn:aws:iam::000000000000:role/${unique('missing')}`
    await app.register({}, { taskRoleArn: missing })
    await assert.rejects(app.runTask(), { name: 'ClientException', message: unassumable(missing) })

    const { Role } = await new IAMClient(target.config).send(
      new CreateRoleCommand({
        RoleName: unique('lambda'),
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    )
    await app.register()
    await assert.rejects(app.runTask({ overrides: { executionRoleArn: Role!.Arn } }), {
      name: 'ClientException',
      message: unassumable(Role!.Arn!),
    })
  })

  test('a role that is not there stops a service’s task', async () => {
    const missing = `arn:aws:iam::000000000000:role/${unique('missing')}`
    await app.register({}, { executionRoleArn: missing })
    const service = await app.createService()
    const [task] = await until('a stopped task', async () => {
      const tasks = await app.tasksOf(service, 'STOPPED')
      return tasks.some(({ lastStatus }) => lastStatus === 'STOPPED') && tasks
    })
    assert.equal(task!.stopCode, 'TaskFailedToStart')
    assert.equal(task!.stoppedReason, unassumable(missing))
  })

  test('an environment file, since there is no S3 here', async () => {
    const value = 'arn:aws:s3:::settings/production.env'
    await app.register({ environmentFiles: [{ type: 's3', value }] })
    assert.equal(
      await reasonOf(),
      `ResourceInitializationError: failed to download env files: file download command: non empty error stream: the embedded emulator has no Amazon S3 to read ${value} from`,
    )
  })

  test('a volume of EFS, since there is none here', async () => {
    const volumes = [{ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }]
    const mountPoints = [{ sourceVolume: 'files', containerPath: '/files' }]
    await app.register({ mountPoints }, { volumes })
    assert.equal(
      await reasonOf(),
      'ResourceInitializationError: the embedded emulator has no Amazon EFS, FSx, EBS or S3 for the volume files',
    )
  })

  test('a command that is not there', async () => {
    await app.register({ command: ['no-such-program'], entryPoint: ['no-such-entry-point'] })
    const { taskArn } = await app.runTask()
    const { stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.match(stoppedReason!, /^CannotStartContainerError: .*no-such-entry-point/)
  })
})

const arm = process.arch === 'arm64'
const otherArchitecture = arm ? 'X86_64' : 'ARM64'
const otherPlatform = arm ? 'linux/amd64' : 'linux/arm64'
