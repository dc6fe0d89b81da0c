import {
  type ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  type CreateServiceCommandInput,
  DeleteServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServicesCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
  type Service,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { defaultNetwork } from './balancer.ts'
import { type Target, unique } from './target.ts'
import { testImage } from './test-image.ts'
import { until } from './until.ts'

type Definition = Partial<Omit<RegisterTaskDefinitionCommandInput, 'family'>>

/** A cluster, a log group and a family on a target, and what tests do with them. */
export async function openEcs(target: Target) {
  const ecs = new ECSClient(target.config)
  const logs = new CloudWatchLogsClient(target.config)
  const cluster = unique('cluster')
  const family = unique('app')
  const logGroup = `/ecs/${family}`
  await ecs.send(new CreateClusterCommand({ clusterName: cluster }))
  await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }))
  await ensureTaskRole(target, 'execution')
  const { subnetIds, vpcId } = await defaultNetwork(target)
  const networkConfiguration = {
    awsvpcConfiguration: { subnets: subnetIds, assignPublicIp: 'ENABLED' as const },
  }
  const container = async (
    settings: Partial<ContainerDefinition> = {},
  ): Promise<ContainerDefinition> => ({
    name: 'app',
    image: await testImage(),
    portMappings: [{ containerPort: 8080 }],
    stopTimeout: 2,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroup,
        'awslogs-region': target.config.region,
        'awslogs-stream-prefix': 'ecs',
      },
    },
    ...settings,
  })
  const definition = async (
    settings: Partial<ContainerDefinition> = {},
    task: Definition = {},
  ): Promise<RegisterTaskDefinitionCommandInput> => {
    const containerDefinitions = task.containerDefinitions ?? [await container(settings)]
    return { ...fargate, family, ...task, containerDefinitions }
  }
  const register = async (settings: Partial<ContainerDefinition> = {}, task: Definition = {}) => {
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand(await definition(settings, task)),
    )
    return taskDefinition!.taskDefinitionArn!
  }
  const describeTask = async (taskArn: string): Promise<Task> => {
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }))
    return tasks![0]!
  }
  const describeService = async (service: string): Promise<Service> => {
    const input = { cluster, services: [service] }
    return (await ecs.send(new DescribeServicesCommand(input))).services![0]!
  }
  return {
    ecs,
    logs,
    cluster,
    family,
    logGroup,
    vpcId,
    networkConfiguration,
    container,
    definition,
    register,
    describeTask,
    describeService,
    async runTask(settings: Partial<RunTaskCommandInput> = {}): Promise<Task> {
      const { tasks } = await ecs.send(
        new RunTaskCommand({
          cluster,
          taskDefinition: family,
          launchType: 'FARGATE',
          networkConfiguration,
          ...settings,
        }),
      )
      return tasks![0]!
    },
    async createService(settings: Partial<CreateServiceCommandInput> = {}): Promise<string> {
      const serviceName = unique('web')
      await ecs.send(
        new CreateServiceCommand({
          cluster,
          serviceName,
          taskDefinition: family,
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration,
          ...settings,
        }),
      )
      return serviceName
    },
    taskIn: (taskArn: string, status: string): Promise<Task> =>
      until(`task ${status}`, async () => {
        const task = await describeTask(taskArn)
        return task.lastStatus === status && task
      }),
    /** Waits until the service has one deployment and it is in this state. */
    rolledOut: (service: string, state = 'COMPLETED'): Promise<Service> =>
      until(`a deployment ${state}`, async () => {
        const found = await describeService(service)
        const { deployments = [] } = found
        return deployments.length === 1 && deployments[0]!.rolloutState === state && found
      }),
    async tasksOf(serviceName: string, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING') {
      const { taskArns = [] } = await ecs.send(
        new ListTasksCommand({ cluster, serviceName, desiredStatus }),
      )
      if (taskArns.length === 0) return []
      return (await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks!
    },
    /** A target may be shared, so nothing goes on running there. */
    async [Symbol.asyncDispose](): Promise<void> {
      const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }))
      for (const service of serviceArns)
        await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }))
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }))
      for (const task of taskArns) await ecs.send(new StopTaskCommand({ cluster, task }))
    },
    async messages(): Promise<(string | undefined)[]> {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: logGroup }),
      )
      return events.map(({ message }) => message)
    },
  }
}

/** Makes a role that tasks may have, unless it is there; it stays, since a target may be shared. */
export async function ensureTaskRole({ config }: Target, RoleName: string): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  })
  await new IAMClient(config)
    .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    .catch((error: Error) => {
      if (error.name !== 'EntityAlreadyExistsException') throw error
    })
}

export type Ecs = Awaited<ReturnType<typeof openEcs>>

const fargate: Definition = {
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
}

/** The events of a service, oldest first, with its ids replaced by what they are the first, second, … of. */
export function storyOf({ events = [], serviceName }: Service): string[] {
  const names = new Map<string, string>()
  const nameOf = (id: string, kind: string) => {
    if (!names.has(id)) {
      const count = [...names.values()].filter((name) => name.startsWith(kind)).length
      names.set(id, `${kind}${count + 1}`)
    }
    return names.get(id)!
  }
  return events
    .map(({ message = '' }) => message)
    .toReversed()
    .map((message) =>
      message
        .replaceAll(serviceName!, 'S')
        .replaceAll(/[0-9a-f]{32}/g, (id) => nameOf(id, 'T'))
        .replaceAll(/ecs-svc\/\d+/g, (id) => nameOf(id, 'D'))
        .replaceAll(/arn:aws:elasticloadbalancing:[^)]+/g, 'ARN'),
    )
}
