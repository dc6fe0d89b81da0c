import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { openTarget, type Target } from '../../../support/target.ts'

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
  const reasonOf = async (): Promise<string> => {
    const { taskArn } = await app.runTask()
    const { stopCode, stoppedReason, startedAt, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(startedAt, undefined)
    assert.equal(containers![0]!.exitCode, undefined)
    return stoppedReason!
  }

  test('T2 an image that is not in ECR', async () => {
    const { port } = new URL(target.url)
    const image = `localhost:${port}/never-pushed:latest`
    await app.register({ image })
    assert.equal(
      await reasonOf(),
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: not found`,
    )
  })

  test('T3 a log group that is not there', async () => {
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

  test('T23 no log region', async () => {
    await app.register(awslogs({ 'awslogs-group': app.logGroup, 'awslogs-stream-prefix': 'ecs' }))
    assert.equal(
      await reasonOf(),
      'ResourceInitializationError: failed to validate logger args: unable to get awslogs driver arguments: awslogs-region is required',
    )
  })

  test('B2 an image for another processor', async () => {
    await app.register({}, { runtimePlatform: { cpuArchitecture: otherArchitecture } })
    assert.equal(
      await reasonOf(),
      `CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform '${otherPlatform}'`,
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
