import type {
  CreateExpressGatewayServiceCommandInput,
  ExpressGatewayContainer,
  ExpressGatewayServiceConfiguration,
} from '@aws-sdk/client-ecs'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import type { Registration } from '../task-definition/registration.ts'

/** The members of an Express Mode service that its task definition holds. */
export const taskMembers = [
  'primaryContainer',
  'executionRoleArn',
  'taskRoleArn',
  'cpu',
  'memory',
  'cpuArchitecture',
] as const

export type TaskSettings = Pick<ExpressGatewayServiceConfiguration, (typeof taskMembers)[number]>

export type TaskInput = Pick<
  Given<CreateExpressGatewayServiceCommandInput>,
  (typeof taskMembers)[number] | 'taskDefinitionArn'
>

/** The name of the container that gets the requests. */
export const mainContainer = 'Main'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html. The API reference has 256 and 512, which hashicorp/terraform-provider-aws#47919 corrects. */
const defaults = { cpu: '1024', memory: '2048', cpuArchitecture: 'X86_64' } as const
const defaultPort = 80

/** Members that are not given keep their values, also those of the container. */
export function mergedSettings(before: TaskSettings, given: TaskInput): TaskSettings {
  const changes = Object.fromEntries(
    taskMembers.flatMap((member) => (given[member] === undefined ? [] : [[member, given[member]]])),
  ) as TaskSettings
  const { primaryContainer } = changes
  return {
    ...before,
    ...changes,
    ...(primaryContainer && {
      primaryContainer: { ...before.primaryContainer, ...primaryContainer },
    }),
  }
}

/** The settings that a task definition has. */
export function taskSettingsOf(definition: TaskDefinitionRecord): TaskSettings {
  const { executionRoleArn, taskRoleArn, cpu, memory, runtimePlatform } = definition
  return {
    executionRoleArn,
    taskRoleArn,
    cpu,
    memory,
    cpuArchitecture: runtimePlatform?.cpuArchitecture,
    primaryContainer: containerOf(definition),
  }
}

function containerOf({ containerDefinitions }: TaskDefinitionRecord): ExpressGatewayContainer {
  const main = containerDefinitions.find(({ name }) => name === mainContainer)!
  const { 'awslogs-group': logGroup, 'awslogs-stream-prefix': logStreamPrefix } =
    main.logConfiguration?.options ?? {}
  return {
    image: main.image,
    containerPort: portOf(main),
    awsLogsConfiguration: logGroup && logStreamPrefix ? { logGroup, logStreamPrefix } : undefined,
    repositoryCredentials: main.repositoryCredentials,
    command: main.command,
    environment: main.environment,
    secrets: main.secrets,
  }
}

/** The port that gets the requests of a task definition's main container. */
export const portOf = ({ portMappings }: TaskDefinitionRecord['containerDefinitions'][number]) =>
  portMappings?.[0]?.containerPort ?? defaultPort

/** The task definition that ECS makes from settings: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html */
export function registrationOf(
  scope: Scope,
  settings: TaskSettings,
  { family, logGroup }: { family: string; logGroup: string },
): Registration {
  const { executionRoleArn, taskRoleArn, primaryContainer } = settings
  const { cpu, memory, cpuArchitecture } = { ...defaults, ...withoutUndefined(settings) }
  const { awsLogsConfiguration, containerPort, ...container } = primaryContainer!
  return {
    family,
    executionRoleArn,
    taskRoleArn,
    cpu,
    memory,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture },
    containerDefinitions: [
      {
        ...(withoutUndefined(container) as Registration['containerDefinitions'][number]),
        name: mainContainer,
        essential: true,
        portMappings: [{ containerPort: containerPort ?? defaultPort, protocol: 'tcp' }],
        versionConsistency: 'enabled',
        linuxParameters: { initProcessEnabled: true },
        stopTimeout: 30,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': awsLogsConfiguration?.logGroup ?? logGroup,
            'awslogs-region': scope.region,
            'awslogs-stream-prefix': awsLogsConfiguration?.logStreamPrefix ?? 'ecs',
            mode: 'non-blocking',
            'max-buffer-size': '25m',
          },
        },
      },
    ],
  }
}

const withoutUndefined = <T extends object>(members: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<T>
