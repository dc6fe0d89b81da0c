import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { openEcs } from '../../support/ecs.ts'
import { onEngine } from '../../support/on-engine.ts'
import { until } from '../../support/until.ts'
import type { Actor, Life } from '../actor.ts'

const prefix = 'ecs:'
const service = 'sweep'

type Kind = 'definition' | 'task'

const keyOf = (kind: Kind, arn: string) => `${prefix}${kind}:${arn}`

/** Those that the emulator has acknowledged; it gives them their names. */
const namesIn = ({ ledger }: Life, kind: Kind) =>
  ledger.keys(keyOf(kind, '')).map((key) => key.slice(keyOf(kind, '').length))

function* batches<T>(items: T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

/** Rolls a service out again and again, and runs and stops other tasks; all have a container and a volume. */
export function tasks(): Actor {
  let app: Awaited<ReturnType<typeof openEcs>>
  const open = ({ target }: Life) => new ECSClient(target.config)

  const register = async (life: Life) => {
    const definition = await app.definition(
      {
        environment: [{ name: 'SEED', value: String(life.random.below(1e9)) }],
        mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
      },
      { volumes: [{ name: 'data' }] },
    )
    const { taskDefinition } = await open(life).send(new RegisterTaskDefinitionCommand(definition))
    const { taskDefinitionArn = '' } = taskDefinition!
    await life.ledger.change({ [keyOf('definition', taskDefinitionArn)]: 'there' }, async () => {})
    return taskDefinitionArn
  }
  const rollOut = async (life: Life) => {
    const taskDefinition = await register(life)
    const { cluster } = app
    return life.ledger.change({ [`${prefix}service`]: taskDefinition }, () =>
      open(life).send(new UpdateServiceCommand({ cluster, service, taskDefinition })),
    )
  }
  const run = async (life: Life) => {
    const { cluster, family: taskDefinition, networkConfiguration } = app
    const { tasks } = await open(life).send(
      new RunTaskCommand({
        cluster,
        taskDefinition,
        launchType: 'FARGATE',
        networkConfiguration,
        startedBy: 'sweep',
      }),
    )
    return life.ledger.change({ [keyOf('task', tasks![0]!.taskArn!)]: 'RUNNING' }, async () => {})
  }
  const stop = (life: Life, task: string) =>
    life.ledger.change({ [keyOf('task', task)]: 'STOPPED' }, () =>
      open(life).send(new StopTaskCommand({ cluster: app.cluster, task })),
    )
  return {
    prefix,
    async setUp(life) {
      app = await openEcs(life.target)
      const taskDefinition = await register(life)
      await life.ledger.change({ [`${prefix}service`]: taskDefinition }, () =>
        app.createService({ serviceName: service, taskDefinition }),
      )
    },
    async act(life) {
      const { ledger, random } = life
      const choice = random()
      if (choice < 0.4) return rollOut(life)
      const running = namesIn(life, 'task').filter(
        (task) => ledger.value(keyOf('task', task)) === 'RUNNING',
      )
      return running.length < 2 ? run(life) : stop(life, random.oneOf(running))
    },
    async observe(life) {
      const client = open(life)
      const found = new Map<string, string>()
      const { cluster } = app
      const { services } = await client.send(
        new DescribeServicesCommand({ cluster, services: [service] }),
      )
      if (services![0]?.status === 'ACTIVE')
        found.set(`${prefix}service`, services![0].taskDefinition!)
      for (const tasks of batches(namesIn(life, 'task'), 100)) {
        const described = await client.send(new DescribeTasksCommand({ cluster, tasks }))
        for (const {
          taskArn = '',
          desiredStatus = '',
          stopCode,
          stoppedReason,
        } of described.tasks!)
          found.set(
            keyOf('task', taskArn),
            stopCode === undefined || stopCode === 'UserInitiated' ? desiredStatus : stoppedReason!,
          )
      }
      const names = new Set(namesIn(life, 'definition'))
      const pages = paginateListTaskDefinitions({ client }, { familyPrefix: app.family })
      for await (const { taskDefinitionArns = [] } of pages)
        for (const arn of taskDefinitionArns)
          if (names.has(arn)) found.set(keyOf('definition', arn), 'there')
      return found
    },
    async tearDown(life) {
      const { cluster } = app
      const client = open(life)
      await until('the last rollout to complete', async () => {
        const { deployments } = await app.describeService(service)
        return deployments!.length === 1 && deployments![0]!.rolloutState === 'COMPLETED'
      })
      await client.send(new DeleteServiceCommand({ cluster, service, force: true }))
      const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster }))
      for (const task of taskArns) await client.send(new StopTaskCommand({ cluster, task }))
      await until('no container and no volume', async () => {
        return (await onEngine({ 'docker-cloud.cluster': cluster })).length === 0
      })
      await app.logs.send(new DeleteLogGroupCommand({ logGroupName: app.logGroup }))
    },
  }
}
