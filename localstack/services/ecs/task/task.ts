import type { AwsVpcConfiguration, TaskOverride, TaskStopCode } from '@aws-sdk/client-ecs'
import { randomBytes, randomUUID } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import { nameInCluster } from '../identifier.ts'
import type {
  ClusterRecord,
  ContainerRecord,
  TaskDefinitionRecord,
  TaskRecord,
  TaskStatus,
} from '../records.ts'
import { ecsOf } from '../state.ts'
import { cpuUnits, memoryMiB } from '../task-definition/fargate-size.ts'

export interface NewTask {
  cluster: ClusterRecord
  definition: TaskDefinitionRecord
  network: AwsVpcConfiguration
  group: string
  startedBy?: string | undefined
  serviceArn?: string | undefined
  overrides?: TaskOverride | undefined
  platformVersion?: string | undefined
  capacityProviderName?: string | undefined
  enableExecuteCommand?: boolean | undefined
  request?: TaskRecord['request'] | undefined
  pinnedImages?: Map<string, string> | undefined
}

/** Creates a task's record. The scheduler starts the task. */
export function createTask(scope: Scope, options: NewTask): TaskRecord {
  const { cluster, definition, overrides = {} } = options
  const id = randomBytes(16).toString('hex')
  const taskArn = arn(scope, 'ecs', `task/${cluster.clusterName}/${id}`)
  const containers = definition.containerDefinitions.map((container): ContainerRecord => ({
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
  }))
  const storage = overrides.ephemeralStorage ?? definition.ephemeralStorage ?? { sizeInGiB: 20 }
  const task: TaskRecord = {
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

/** Sets a task's last status, and increments its version. */
export function setStatus(task: TaskRecord, status: TaskStatus): void {
  task.lastStatus = status
  task.version = (task.version ?? 1) + 1
}

/** Marks a task to be stopped. The first reason wins. */
export function requestStop(
  scope: Scope,
  task: TaskRecord,
  { stopCode, reason }: { stopCode: TaskStopCode; reason: string },
): void {
  if (task.desiredStatus === 'STOPPED') return
  task.desiredStatus = 'STOPPED'
  task.stopCode = stopCode
  task.stoppedReason = reason
  task.stoppingAt = scope.clock.now()
  task.version = (task.version ?? 1) + 1
}

/** Returns the ARN of a task of a cluster from its id or ARN. */
export function taskArnOf(scope: Scope, cluster: ClusterRecord, reference: string): string {
  const id = nameInCluster(scope, cluster, { reference, kind: 'Task' })
  if (id.length !== 32 && id.length !== 36)
    throw invalidParameter('taskId length should be one of [32,36]')
  return arn(scope, 'ecs', `task/${cluster.clusterName}/${id}`)
}

/** Finds a task of a cluster by its id or ARN. */
export function findTask(
  scope: Scope,
  cluster: ClusterRecord,
  reference: string,
): TaskRecord | undefined {
  return ecsOf(scope).tasks.get(taskArnOf(scope, cluster, reference))
}
