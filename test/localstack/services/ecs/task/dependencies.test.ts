import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ContainerDefinition, StopTaskCommand, type Task } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const forever = [
  'node',
  '-e',
  'process.on("SIGTERM", () => process.exit()); setInterval(() => {}, 1000)',
]

describe('containers start in the order of their dependencies', () => {
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

  /** Runs a container `app` that depends on `other`. */
  const run = async (
    condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY',
    other: Partial<ContainerDefinition>,
    own: Partial<ContainerDefinition> = {},
  ): Promise<Task> => {
    const common = { portMappings: [], essential: false }
    await app.register(
      {},
      {
        containerDefinitions: [
          await app.container({ dependsOn: [{ containerName: 'other', condition }], ...own }),
          await app.container({ ...common, name: 'other', ...other }),
        ],
      },
    )
    return app.runTask()
  }
  const stop = async ({ taskArn }: Task): Promise<Task> => {
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    return app.taskIn(taskArn!, 'STOPPED')
  }

  test('COMPLETE: any end will do', async () => {
    const { taskArn } = await run('COMPLETE', { command: ['node', '-e', 'process.exit(3)'] })
    const running = await app.taskIn(taskArn!, 'RUNNING')
    assert.equal(running.containers![1]!.exitCode, 3)
    await stop(running)
  })

  test('SUCCESS: another end is the end of the task', async () => {
    const { taskArn } = await run('SUCCESS', { command: ['node', '-e', 'process.exit(3)'] })
    const { stopCode, stoppedReason, containers, startedAt } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(stoppedReason, 'Task failed to start')
    assert.equal(startedAt, undefined)
    const [own, other] = containers!
    assert.equal(other!.exitCode, 3)
    assert.equal(own!.exitCode, 143)
    assert.equal(
      own!.reason,
      `CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [other(${other!.image}) (STOPPED->RUNNING) - Exit: 3] for target [app(${own!.image}) (NONE->RUNNING)] as dependency did not exit successfully.`,
    )
  })

  test('a container that is not essential is left out, and the task runs', async () => {
    const beside = { essential: false, portMappings: [] }
    const containerDefinitions = [
      await app.container({
        ...beside,
        name: 'side',
        dependsOn: [{ containerName: 'other', condition: 'SUCCESS' }],
      }),
      await app.container({
        ...beside,
        name: 'other',
        command: ['node', '-e', 'process.exit(3)'],
      }),
      await app.container(),
    ]
    await app.register({}, { containerDefinitions })
    const { taskArn } = await app.runTask()
    const running = await app.taskIn(taskArn!, 'RUNNING')
    assert.deepEqual(
      running.containers!.map(({ lastStatus, exitCode }) => [lastStatus, exitCode]),
      [
        ['STOPPED', 143],
        ['STOPPED', 3],
        ['RUNNING', undefined],
      ],
    )
    await stop(running)
  })

  test('HEALTHY: waits for the health check', async () => {
    const { taskArn } = await run('HEALTHY', {
      command: forever,
      healthCheck: { command: ['CMD', 'node', '-e', ''], interval: 5 },
    })
    const running = await app.taskIn(taskArn!, 'RUNNING')
    assert.equal(running.containers![1]!.healthStatus, 'HEALTHY')
    await stop(running)
  })

  test('a dependency that takes longer than its start timeout ends the task', async () => {
    const { taskArn } = await run('COMPLETE', { command: forever, startTimeout: 2 })
    const { stopCode, stoppedReason, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(stoppedReason, 'Task failed to start')
    const [own, other] = containers!
    assert.equal(other!.exitCode, 0)
    assert.equal(
      own!.reason,
      `CannotStartContainerError: dependency graph: container ordering dependency [other(${other!.image}) (RUNNING->RUNNING)] for target [app(${own!.image}) (NONE->RUNNING)] has timed out.`,
    )
  })

  test('a task that waits for a dependency can be stopped', async () => {
    const task = await run('COMPLETE', { command: forever })
    await until('the dependency', async () => {
      const { containers } = await app.describeTask(task.taskArn!)
      return containers![1]!.lastStatus === 'RUNNING'
    })
    const { stopCode, startedAt, containers } = await stop(task)
    assert.equal(stopCode, 'UserInitiated')
    assert.equal(startedAt, undefined)
    assert.equal(containers![0]!.runtimeId, undefined)
    assert.equal(containers![1]!.exitCode, 0)
  })

  test('what depends on others stops first', async () => {
    const says = (word: string) => [
      'node',
      '-e',
      `process.on("SIGTERM", () => { console.log("${word} ends"); process.exit() }); setInterval(() => {}, 1000); console.log("${word} runs")`,
    ]
    const task = await run('START', { command: says('first') }, { command: says('second') })
    await app.taskIn(task.taskArn!, 'RUNNING')
    await until('both', async () => {
      const messages = await app.messages()
      return messages.includes('first runs') && messages.includes('second runs')
    })
    await stop(task)
    assert.deepEqual(
      (await app.messages()).filter((message) => message?.endsWith('ends')),
      ['second ends', 'first ends'],
    )
  })

  test('volumesFrom mounts what another container has', async () => {
    const mounted = await app.container({
      name: 'other',
      essential: false,
      portMappings: [],
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
      command: ['node', '-e', 'fs.writeFileSync("/scratch/note", "seen")'],
    })
    const own = await app.container({
      volumesFrom: [{ sourceContainer: 'other', readOnly: true }],
      dependsOn: [{ containerName: 'other', condition: 'SUCCESS' }],
      command: [
        'node',
        '-e',
        'console.log(fs.readFileSync("/scratch/note", "utf8")); try { fs.writeFileSync("/scratch/note", "") } catch (error) { console.log(error.code) }',
      ],
    })
    await app.register({}, { containerDefinitions: [own, mounted], volumes: [{ name: 'scratch' }] })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    assert.deepEqual((await app.messages()).slice(-2), ['seen', 'EROFS'])
  })
})
