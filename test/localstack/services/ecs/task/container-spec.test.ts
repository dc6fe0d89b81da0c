import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  RunTaskCommand,
  type TaskOverride,
} from '@aws-sdk/client-ecs'
import type { ContainerSpec } from '../../../../../localstack/docker/index.ts'
import { ecsOf } from '../../../../../localstack/services/ecs/state.ts'
import {
  containerSpec,
  hangUpSpec,
  pauseSpec,
} from '../../../../../localstack/services/ecs/task/container-spec.ts'
import { assertAllowed } from '../../../../support/allowed-spec.ts'
import { defaultNetwork } from '../../../../support/balancer.ts'
import { ensureTaskRole } from '../../../../support/ecs.ts'
import { hostileValues, merged } from '../../../../support/hostile-values.ts'
import { recordingEngine } from '../../../../support/recording-engine.ts'
import { openScope } from '../../../../support/scope.ts'
import { openEmulator, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'
import type {
  TaskDefinitionRecord,
  TaskRecord,
} from '../../../../../localstack/services/ecs/records.ts'

const image = 'node:26-slim'

/** A task of two containers that share a volume. */
const plain = {
  family: 'app',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
  containerDefinitions: [
    { name: 'app', image, mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
    { name: 'side', image, essential: false, volumesFrom: [{ sourceContainer: 'app' }] },
  ],
  volumes: [{ name: 'data' }],
} as const satisfies RegisterTaskDefinitionCommandInput

const own = {
  network: 'bridge',
  containers: ['pause', 'one', 'two'],
  volumes: ['volume-data'],
  memory: 512 * 1024 * 1024,
}

const scope = openScope()

/** What the engine would get of the first container of a definition that no rule has looked at. */
function specOf(definition: object, overrides: TaskOverride = {}): ContainerSpec {
  const taskDefinitionArn = 'arn:aws:ecs:us-east-1:000000000000:task-definition/app:1'
  const record = {
    ...merged(plain, definition),
    taskDefinitionArn,
  } as unknown as TaskDefinitionRecord
  ecsOf(scope).families.set('app', new Map([[1, record]]))
  const task = {
    taskDefinitionArn,
    overrides,
    cpu: '256',
    memory: '512',
    pauseId: 'pause',
    containers: [
      { name: 'app', dockerId: 'one' },
      { name: 'side', dockerId: 'two' },
    ],
  } as unknown as TaskRecord
  const [container] = record.containerDefinitions
  return containerSpec(container!, {
    scope,
    task,
    image: { reference: image, digest: undefined, volumes: [] },
    network: 'container:pause',
    endpoint: undefined,
    variables: [],
    labels: { 'docker-cloud.emulator': 'this' },
    volumes: { data: 'volume-data' },
    secrets: new Map(),
  })
}

/** What names a container or a volume of the task has to name one that is there, or nothing is started. */
const namesNothing = (error: unknown) => error instanceof TypeError

test('whatever a definition says, a container is a task’s', () => {
  let checked = 0
  for (const value of hostileValues('RegisterTaskDefinitionRequest')) {
    let spec: ContainerSpec
    try {
      spec = specOf(value as object)
    } catch (error) {
      assert.ok(namesNothing(error), `${JSON.stringify(value)}: ${String(error)}`)
      continue
    }
    checked += 1
    assertAllowed(spec, own)
  }
  assert.ok(checked > 200, String(checked))
})

test('whatever an override says, a container is a task’s', () => {
  let checked = 0
  for (const value of hostileValues('TaskOverride')) {
    const overrides = merged({ containerOverrides: [{ name: 'app' }] }, value) as TaskOverride
    overrides.containerOverrides![0]!.name = 'app'
    assertAllowed(specOf({}, overrides), own)
    checked += 1
  }
  assert.ok(checked > 50, String(checked))
})

test('whatever registers and runs, the engine gets a task’s containers', async () => {
  const { docker, created } = recordingEngine()
  await using target = await openEmulator({ docker })
  const ecs = new ECSClient({ ...target.config, maxAttempts: 1 })
  await ecs.send(new CreateClusterCommand({ clusterName: 'default' }))
  await ensureTaskRole(target, 'execution')
  const { subnetIds } = await defaultNetwork(target)
  const network = {
    awsvpcConfiguration: { subnets: subnetIds, assignPublicIp: 'ENABLED' as const },
  }
  const arns: string[] = []
  const run = async (input: object, overrides: object = {}) => {
    const definition = { ...merged(plain, input), family: unique('app') }
    const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(definition))
    const { tasks } = await ecs.send(
      new RunTaskCommand({
        taskDefinition: taskDefinition!.taskDefinitionArn,
        launchType: 'FARGATE',
        networkConfiguration: network,
        overrides,
      }),
    )
    arns.push(tasks![0]!.taskArn!)
  }
  const isRejected = ({ $fault }: { $fault?: string | undefined }) => assert.equal($fault, 'client')
  for (const input of hostileValues('RegisterTaskDefinitionRequest'))
    await run(input as object).catch(isRejected)
  for (const overrides of hostileValues('TaskOverride'))
    await run({}, overrides as object).catch(isRejected)
  assert.ok(arns.length > 100, String(arns.length))
  for (let first = 0; first < arns.length; first += 100)
    await until('the start or the end of every task', async () => {
      const described = new DescribeTasksCommand({ tasks: arns.slice(first, first + 100) })
      const { tasks } = await ecs.send(described)
      return tasks!.every(({ lastStatus }) => ['RUNNING', 'STOPPED'].includes(lastStatus!))
    })
  assert.ok(created.length > arns.length, String(created.length))
  for (const { spec } of created) {
    const taskArn = spec.Labels!['docker-cloud.task']!
    const id = taskArn.split('/').at(-1)
    const siblings = created.filter((other) => other.spec.Labels!['docker-cloud.task'] === taskArn)
    if (spec.Labels!['docker-cloud.container'] !== '~internal~ecs~pause')
      assertAllowed(spec, {
        network: 'bridge',
        containers: siblings.map((sibling) => sibling.id),
        volumes: [`ls-ecs-${id}-data`],
        memory: 2048 * 1024 * 1024,
      })
  }
})

test('the container that holds a task’s namespaces has no more than its program needs', () => {
  const labels = { 'docker-cloud.emulator': 'this' }
  const { HostConfig } = pauseSpec({
    image,
    network: 'bridge',
    labels,
    hostname: 'ip-172-31-16-15.ec2.internal',
    arguments: [],
  })
  assert.deepEqual(HostConfig, {
    SecurityOpt: ['no-new-privileges'],
    PidsLimit: HostConfig!.PidsLimit,
    NetworkMode: 'bridge',
    DnsSearch: ['ec2.internal'],
    Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '1024' },
    CapDrop: ['ALL'],
    CapAdd: ['NET_ADMIN', 'NET_BIND_SERVICE'],
  })
})

test('the container that ends a session of ECS Exec sees processes, and no network', () => {
  const { HostConfig } = hangUpSpec({ image: 'i', container: 'c', labels: {}, variable: 'A=b' })
  assert.deepEqual(HostConfig, {
    SecurityOpt: ['no-new-privileges'],
    PidsLimit: HostConfig!.PidsLimit,
    NetworkMode: 'none',
    PidMode: 'container:c',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    CapAdd: ['KILL', 'SYS_PTRACE'],
  })
})
