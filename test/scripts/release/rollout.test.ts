import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  Deployment,
  Service,
  ServiceDeploymentBrief,
  ServiceDeploymentStatus,
  ServiceEvent,
  Task,
} from '@aws-sdk/client-ecs'
import { readApp } from '../../../scripts/release/app.ts'
import type { Aws } from '../../../scripts/release/aws.ts'
import { Changes } from '../../../scripts/release/changes.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { follow, rolloutLines, rolloutOf } from '../../../scripts/release/rollout.ts'

const app = readApp({ APP_NAME: 'shop' })
const server = app.services[0]!

const revision = (number: number) =>
  `arn:aws:ecs:us-east-1:000000000000:task-definition/shop-server:${number}`
const taskDefinition = revision(2)

const deployment = (id: string, more: Deployment): Deployment => ({ id, ...more })
const service = (deployments: Deployment[], events: ServiceEvent[] = []): Service => ({
  serviceName: 'server',
  runningCount: 1,
  desiredCount: 2,
  pendingCount: 0,
  status: 'ACTIVE',
  deployments,
  events,
})

const containerDefinitions = [
  {
    name: 'server',
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/shop/server', 'awslogs-stream-prefix': 'ecs' },
    },
  },
]

/** A context whose ECS describes one service after another, the last one repeatedly. */
function contextOf(
  services: Service[],
  { tasks = [], ended = [] }: { tasks?: Task[]; ended?: ServiceDeploymentBrief[] } = {},
) {
  const said: string[] = []
  const progress: string[] = []
  const answers: Record<string, () => object> = {
    DescribeServicesCommand: () => ({
      services: [services.length > 1 ? services.shift() : services[0]],
    }),
    ListServiceDeploymentsCommand: () => ({ serviceDeployments: ended }),
    ListTasksCommand: () => ({ taskArns: tasks.map(({ taskArn }) => taskArn) }),
    DescribeTasksCommand: () => ({ tasks }),
    DescribeTaskDefinitionCommand: () => ({ taskDefinition: { containerDefinitions } }),
    DescribeTargetHealthCommand: () => ({ TargetHealthDescriptions: targets }),
    GetLogEventsCommand: () => ({ events: [{ message: 'Error: no database' }] }),
  }
  const client = { send: async (command: object) => answers[command.constructor.name]!() }
  const print = (line: string) => said.push(line)
  const context: Context = {
    app,
    services: app.services,
    aws: { ecs: client, elb: client, logs: client } as unknown as Aws,
    changes: new Changes(false, print),
    dryRun: false,
    print,
    progress: (line) => progress.push(line),
  }
  return { context, said, progress }
}

test('a rollout ends when its own deployment has completed and is the only one', async () => {
  const old = deployment('old', { status: 'ACTIVE', taskDefinition: revision(1) })
  const ours = deployment('ours', { status: 'PRIMARY', taskDefinition })
  const createdAt = new Date(2020, 10, 21, 12, 0, 1)
  const event = (id: string) => ({ id, createdAt, message: `event ${id}` })
  const before = service([old], [event('1')])
  const { context, said } = contextOf([
    service([{ ...ours, rolloutState: 'IN_PROGRESS' }, old]),
    service([{ ...ours, rolloutState: 'COMPLETED' }, old], [event('2'), event('1')]),
    service([{ ...ours, rolloutState: 'COMPLETED' }], [event('3'), event('2'), event('1')]),
  ])
  const ended = await follow(context, { service: server, taskDefinition, before })
  assert.equal(ended.deployments?.length, 1)
  assert.deepEqual(said, ['2020-11-21 12:00:01 event 2', '2020-11-21 12:00:01 event 3'])
})

test('a rollout that was rolled back has failed, even if the service is stable', async () => {
  const ours = deployment('ours', { status: 'PRIMARY', taskDefinition })
  const back = deployment('back', {
    status: 'PRIMARY',
    rolloutState: 'COMPLETED',
    taskDefinition: revision(1),
  })
  const { context } = contextOf([service([ours]), service([back])])
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message:
      'shop-server:2 was not deployed: its deployment no longer exists; the service was rolled back to shop-server:1',
  })
})

const endedAs = (status: ServiceDeploymentStatus, statusReason: string) => {
  const revisionArn =
    'arn:aws:ecs:us-east-1:000000000000:service-revision/shop/server/1234567890123456789'
  return { status, statusReason, targetServiceRevisionArn: revisionArn }
}
const numbered = deployment('ecs-svc/1234567890123456789', { status: 'PRIMARY', taskDefinition })

test('a rollback that was quicker than the wait is reported with ECS’s reason', async () => {
  const back = deployment('back', { status: 'PRIMARY', taskDefinition: revision(1) })
  const ended = [
    endedAs('ROLLBACK_SUCCESSFUL', 'Service deployment rolled back because the threshold was hit.'),
  ]
  const { context } = contextOf([service([numbered]), service([back])], { ended })
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message:
      'shop-server:2 was not deployed: Service deployment rolled back because the threshold was hit; the service was rolled back to shop-server:1',
  })
})

test('a deployment that another one replaced is not called a rollback', async () => {
  const next = deployment('next', { status: 'PRIMARY', taskDefinition: revision(3) })
  const ended = [endedAs('STOPPED', 'Service deployment superseded by a newer one.')]
  const { context } = contextOf([service([numbered]), service([next])], { ended })
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message: 'shop-server:2 was not deployed: another deployment, of shop-server:3, replaced it',
  })
})

test('without a circuit breaker a rollout fails after three failed tasks', async () => {
  const failing = (failedTasks: number) =>
    service([{ ...numbered, failedTasks, runningCount: 0, rolloutState: 'IN_PROGRESS' }])
  const { context } = contextOf([failing(0), failing(2), failing(3)])
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message:
      'shop-server:2 was not deployed: 3 tasks failed, and ECS goes on: .aws/server/service.json enables no deploymentCircuitBreaker',
  })
})

test('a failed rollout reports why its tasks stopped, with their last log lines', async () => {
  const reason = 'ECS deployment circuit breaker: tasks failed to start.'
  const ours = deployment('ours', {
    status: 'PRIMARY',
    rolloutState: 'FAILED',
    rolloutStateReason: reason,
    taskDefinition,
  })
  const stopped: Task = {
    taskArn: 'arn:aws:ecs:us-east-1:000000000000:task/shop/1234',
    taskDefinitionArn: taskDefinition,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'server', exitCode: 1 }],
  }
  const drained = { ...stopped, stoppedReason: 'Scaling activity initiated by (deployment ours)' }
  const { context } = contextOf([service([ours])], { tasks: [stopped, drained] })
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message:
      'shop-server:2 was not deployed: ECS deployment circuit breaker: tasks failed to start',
    observed: [
      '1 task stopped: Essential container in task exited',
      '  container server: exit code 1',
      '  | Error: no database',
    ],
  })
})

test('a rollout that another deployment replaced is not followed', async () => {
  const theirs = deployment('theirs', { status: 'PRIMARY', taskDefinition: revision(3) })
  const { context } = contextOf([service([theirs])])
  await assert.rejects(follow(context, { service: server, taskDefinition, before: undefined }), {
    message: 'another deployment replaced shop-server:2: run this again',
  })
})

const loadBalancers = [
  { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/t/1' },
]
const targets = [
  { Target: { Id: '10.0.0.1' }, TargetHealth: { State: 'healthy' } },
  { Target: { Id: '10.0.0.2' }, TargetHealth: { State: 'initial' } },
]

test('a rollout that an earlier call started is waited for, and the progress has the targets', async () => {
  const createdAt = new Date(Date.now() - 180_000)
  const ours = deployment('ours', {
    status: 'PRIMARY',
    taskDefinition,
    createdAt,
    rolloutState: 'IN_PROGRESS',
    runningCount: 1,
    desiredCount: 2,
  })
  const begun = { ...service([ours]), loadBalancers }
  const done = service([{ ...ours, rolloutState: 'COMPLETED' }])
  const { context, said, progress } = contextOf([begun, begun, done])
  await follow(context, { service: server, taskDefinition, before: begun })
  assert.deepEqual(said, [
    'deployment ours of shop-server:2 was started 3 minutes ago: this waits for it',
  ])
  assert.deepEqual(progress, [
    'waiting for deployment ours of shop-server:2 to complete: 1/2 tasks running, 0 failed, targets: 1 healthy, 1 initial',
  ])
})

test('on a terminal the service is shown instead of the progress, until the rollout has ended', async () => {
  const ours = deployment('ours', { status: 'PRIMARY', taskDefinition })
  const { context, progress } = contextOf([
    service([ours]),
    service([{ ...ours, rolloutState: 'COMPLETED' }]),
  ])
  const shown: string[][] = []
  const view = (name: string, lines: string[]) => shown.push([name, lines[0] ?? 'gone'])
  await follow({ ...context, view }, { service: server, taskDefinition, before: undefined })
  assert.deepEqual(shown.at(0), [
    'server',
    'service     server ACTIVE, 1/2 tasks running, 0 pending',
  ])
  assert.deepEqual(shown.at(-1), ['server', 'gone'])
  assert.deepEqual(progress, [])
})

test('a rollout that takes longer than it may has timed out, and nothing is undone', async () => {
  const ours = deployment('ours', {
    status: 'PRIMARY',
    taskDefinition,
    rolloutState: 'IN_PROGRESS',
  })
  const { context } = contextOf([service([ours])])
  await assert.rejects(
    follow(context, { service: server, taskDefinition, before: undefined, seconds: 0 }),
    { message: /^timed out after 0 s waiting for deployment ours of shop-server:2 to complete/ },
  )
})

test('the duration of a rollout is ECS’s own, and undefined for an older deployment', () => {
  const after = (seconds: number) => {
    const createdAt = new Date(2020, 10, 21, 12)
    const updatedAt = new Date(createdAt.getTime() + seconds * 1000)
    return service([deployment('ours', { status: 'PRIMARY', createdAt, updatedAt })])
  }
  const lines = (before: Service | undefined, seconds: number) =>
    rolloutLines(rolloutOf({ service: server, taskDefinition, before }, after(seconds))).slice(1)
  const took = (duration: string) => [`the rollout took ${duration} of ECS's time`]
  assert.deepEqual(lines(undefined, 42), took('42 s'))
  assert.deepEqual(lines(service([deployment('old', {})]), 152), took('2 min 32 s'))
  assert.deepEqual(lines(after(1), 152), [])
})
