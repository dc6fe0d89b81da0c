import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Service, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { readApp } from '../../../scripts/release/app.ts'
import type { Aws } from '../../../scripts/release/aws.ts'
import { Changes } from '../../../scripts/release/changes.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { waitForTasks } from '../../../scripts/release/steady.ts'

const app = readApp({ APP_NAME: 'shop' })
const server = app.services[0]!
const taskDefinition = 'arn:aws:ecs:us-east-1:000000000000:task-definition/shop-server:2'

/** One look at a service with two desired tasks behind a load balancer. */
interface Look {
  service?: Service
  running?: Task[]
  stopped?: Task[]
  targets?: TargetHealthDescription[]
}

const serviceOf = (more: Service = {}): Service => ({
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: 2,
  deployments: [{ status: 'PRIMARY', taskDefinition }],
  loadBalancers: [{ targetGroupArn: 'arn' }],
  ...more,
})

const task = (id: string, more: Task = {}): Task => ({
  taskArn: `task/shop/${id}`,
  taskDefinitionArn: taskDefinition,
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  attachments: [{ details: [{ name: 'privateIPv4Address', value: id }] }],
  ...more,
})
const target = (id: string, State: 'healthy' | 'initial' | 'unhealthy' = 'healthy') => ({
  Target: { Id: id },
  TargetHealth: { State },
})
const failed = (id: string) =>
  task(id, {
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'server', exitCode: 1 }],
  })

/** Waits for two tasks, and counts the looks. */
async function waitFor(looks: Look[], containerDefinitions: object[] = [{ healthCheck: {} }]) {
  let count = 0
  let look: Look = {}
  const answers: Record<string, (input: { desiredStatus?: string; tasks?: string[] }) => object> = {
    DescribeServicesCommand: () => {
      look = looks[Math.min(count++, looks.length - 1)]!
      return { services: [look.service ?? serviceOf()] }
    },
    ListTasksCommand: ({ desiredStatus }) => {
      const tasks = desiredStatus === 'STOPPED' ? look.stopped : look.running
      return { taskArns: (tasks ?? []).map(({ taskArn }) => taskArn) }
    },
    DescribeTasksCommand: ({ tasks = [] }) => ({
      tasks: [...(look.running ?? []), ...(look.stopped ?? [])].filter(({ taskArn }) =>
        tasks.includes(taskArn!),
      ),
    }),
    DescribeTargetHealthCommand: () => ({ TargetHealthDescriptions: look.targets ?? [] }),
    DescribeTaskDefinitionCommand: () => ({ taskDefinition: { containerDefinitions } }),
  }
  const client = {
    send: async (command: { input: object }) =>
      answers[command.constructor.name]!(command.input as never),
  }
  const context: Context = {
    app,
    services: app.services,
    aws: { ecs: client, elb: client } as unknown as Aws,
    changes: new Changes(false, () => {}),
    dryRun: false,
    print: () => {},
    progress: () => {},
  }
  await waitForTasks(context, server, {
    desiredCount: 2,
    before: serviceOf(),
    stopped: [failed('old')],
  })
  return count
}

const running = [task('1'), task('2')]
const healthy = [target('1'), target('2')]

test('tasks count when they run, pass their health check, and their targets are healthy', async () => {
  assert.equal(await waitFor([{ running, targets: healthy }]), 1)
  const early: Look[] = [
    { running: [task('1'), task('2', { lastStatus: 'PENDING' })], targets: healthy },
    { running: [task('1'), task('2', { healthStatus: 'UNKNOWN' })], targets: healthy },
    { running, targets: [target('1'), target('2', 'initial')] },
    { running: [...running, task('3')], targets: [...healthy, target('3')] },
    { running, targets: healthy, service: serviceOf({ runningCount: 3 }) },
    // The change may not be there yet.
    { running, targets: healthy, service: serviceOf({ desiredCount: 3 }) },
  ]
  const looks = early.map((look) => waitFor([look, { running, targets: healthy }]))
  assert.deepEqual(
    await Promise.all(looks),
    early.map(() => 2),
  )
})

test('a task without a health check or a load balancer only has to run', async () => {
  const plain = [task('1', { healthStatus: 'UNKNOWN' }), task('2', { healthStatus: 'UNKNOWN' })]
  const service = serviceOf({ loadBalancers: [] })
  assert.equal(await waitFor([{ running: plain, service }], [{}]), 1)
})

test('three tasks that failed since the change end the wait, with their reason', async () => {
  const stopped = [failed('old'), failed('3'), failed('4')]
  const drained = task('6', { stoppedReason: 'Scaling activity initiated by (deployment x)' })
  await assert.rejects(
    waitFor([{ stopped: [...stopped, drained] }, { stopped: [...stopped, failed('5')] }]),
    {
      message: '3 tasks of server failed, and ECS goes on starting them',
      observed: [
        '3 tasks stopped: Essential container in task exited',
        '  container server: exit code 1',
      ],
    },
  )
})

test('another desired count than this one ends the wait', async () => {
  const service = serviceOf({ desiredCount: 4 })
  await assert.rejects(waitFor([{ running: [] }, { service }]), {
    message:
      'server has to have 4 tasks now, and not 2: autoscaling or a deployment has changed it',
  })
})
