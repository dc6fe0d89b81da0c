import type {
  AwsVpcConfiguration,
  Container,
  ManagedAgent,
  Task as TaskRecord,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs'
import { randomBytes, randomUUID } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import type { IssuedCredentials } from '../../iam/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { ecsOf } from '../state.ts'
import { cpuUnits, memoryMiB } from '../task-definition/fargate-size.ts'
import type { TaskDefinition } from '../task-definition/task-definition.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED'

export interface TaskContainer extends Container {
  name: string
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED'
  essential: boolean
  /** The engine's id of the container behind it. */
  dockerId?: string
  /** When it was last started. */
  startedAt?: Date
  /** How often its restart policy has started it again. */
  restartCount?: number
  /** What names it in the path of the task metadata endpoint; nobody else can guess it. */
  metadataId?: string
  /** How far its output has been read, in the engine's time. */
  logsReadUntil?: string
}

/** A target a service has registered for the task. */
export interface TaskTarget {
  targetGroupArn: string
  Id: string
  Port: number
  deregistered: boolean
}

export interface Task extends TaskRecord {
  taskArn: string
  clusterArn: string
  taskDefinitionArn: string
  lastStatus: TaskStatus
  desiredStatus: 'RUNNING' | 'STOPPED'
  containers: TaskContainer[]
  overrides: TaskOverride
  group: string
  createdAt: Date
  network: AwsVpcConfiguration
  networkInterfaceId?: string
  serviceArn?: string
  targets: TaskTarget[]
  /** The engine's id of the container that holds the namespace of several. */
  pauseId?: string
  /** What names it in the path its containers get the task role's credentials from. */
  credentialsId?: string
  /** Those last handed out. */
  credentials?: IssuedCredentials
  /** The RunTask request that started it, where that had a client token. */
  request?: { clientToken: string; digest: string }
  /** When it first passed all its checks, or had run long enough without any. */
  healthySince?: Date
  /** Whether its early end has been counted. */
  failureNoted?: boolean
  /** By container, the images by digest that its service's deployment has settled on. */
  pinnedImages?: Map<string, string>
  /** Until when neither scaling in nor a deployment stops it. */
  protectedUntil?: Date
}

export interface NewTask {
  cluster: Cluster
  definition: TaskDefinition
  network: AwsVpcConfiguration
  group: string
  startedBy?: string
  serviceArn?: string
  overrides?: TaskOverride
  platformVersion?: string
  capacityProviderName?: string
  enableExecuteCommand?: boolean
  request?: Task['request']
  pinnedImages?: Map<string, string>
}

/** There is nothing here that ExecuteCommand could reach. */
const executeCommandAgent: ManagedAgent = {
  name: 'ExecuteCommandAgent',
  lastStatus: 'STOPPED',
  reason: 'The embedded emulator has no session channel.',
}

export const taskId = ({ taskArn }: { taskArn: string }) => taskArn.split('/').at(-1)!

/** Makes a task that the scheduler will bring to life. */
export function createTask(scope: Scope, options: NewTask): Task {
  const { cluster, definition, overrides = {} } = options
  const id = randomBytes(16).toString('hex')
  const taskArn = arn(scope, 'ecs', `task/${cluster.clusterName}/${id}`)
  const containers = definition.containerDefinitions.map((container): TaskContainer => ({
    containerArn: arn(scope, 'ecs', `container/${cluster.clusterName}/${id}/${randomUUID()}`),
    taskArn,
    name: container.name,
    image: container.image,
    lastStatus: 'PENDING',
    essential: container.essential,
    cpu: String(container.cpu ?? 0),
    ...(container.memory !== undefined && { memory: String(container.memory) }),
    ...(container.memoryReservation !== undefined && {
      memoryReservation: String(container.memoryReservation),
    }),
    healthStatus: container.healthCheck ? 'UNKNOWN' : undefined,
    networkInterfaces: [],
    managedAgents: options.enableExecuteCommand ? [executeCommandAgent] : undefined,
  }))
  const storage = overrides.ephemeralStorage ?? definition.ephemeralStorage ?? { sizeInGiB: 20 }
  const task: Task = {
    taskArn,
    clusterArn: cluster.clusterArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    attachments: [],
    attributes: [
      {
        name: 'ecs.cpu-architecture',
        value: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
      },
    ],
    connectivity: undefined,
    containers,
    cpu: overrides.cpu ? cpuUnits(overrides.cpu) : definition.cpu,
    memory: overrides.memory ? memoryMiB(overrides.memory) : definition.memory,
    createdAt: scope.clock.now(),
    desiredStatus: 'RUNNING',
    enableExecuteCommand: options.enableExecuteCommand ?? false,
    ephemeralStorage: storage,
    fargateEphemeralStorage: storage,
    group: options.group,
    healthStatus: 'UNKNOWN',
    inferenceAccelerators: [],
    lastStatus: 'PROVISIONING',
    launchType: options.capacityProviderName ? undefined : 'FARGATE',
    capacityProviderName: options.capacityProviderName,
    overrides: { containerOverrides: [], inferenceAcceleratorOverrides: [], ...overrides },
    platformVersion: options.platformVersion ?? '1.4.0',
    platformFamily: 'Linux',
    startedBy: options.startedBy,
    version: 1,
    network: options.network,
    serviceArn: options.serviceArn,
    pinnedImages: options.pinnedImages,
    targets: [],
    request: options.request,
  }
  ecsOf(scope).tasks.set(taskArn, task)
  return task
}

/** Moves a task to its next status. */
export function setStatus(task: Task, status: TaskStatus): void {
  task.lastStatus = status
  task.version = (task.version ?? 1) + 1
}

/** Wishes a task to stop; the first reason given is the one that is told. */
export function requestStop(
  scope: Scope,
  task: Task,
  { stopCode, reason }: { stopCode: TaskStopCode; reason: string },
): void {
  if (task.desiredStatus === 'STOPPED') return
  task.desiredStatus = 'STOPPED'
  task.stopCode = stopCode
  task.stoppedReason = reason
  task.stoppingAt = scope.clock.now()
  task.version = (task.version ?? 1) + 1
}

export const taskArnOf = (scope: Scope, cluster: Cluster, reference: string) =>
  reference.startsWith('arn:')
    ? reference
    : arn(scope, 'ecs', `task/${cluster.clusterName}/${reference}`)

/** Finds a task of a cluster by its id or ARN. */
export function findTask(scope: Scope, cluster: Cluster, reference: string): Task | undefined {
  const found = ecsOf(scope).tasks.get(taskArnOf(scope, cluster, reference))
  return found?.clusterArn === cluster.clusterArn ? found : undefined
}
