import type { ContainerOverride, LinuxParameters } from '@aws-sdk/client-ecs'
import type { ContainerSpec } from '../../docker/index.ts'
import type { Scope } from '../../operation.ts'
import { type ContainerDefinition, taskDefinitionOf } from '../task-definition/task-definition.ts'
import { withOpenFiles } from './open-files.ts'
import type { SecretValues } from './secrets.ts'
import type { Task } from './task.ts'

export interface Surroundings {
  scope: Scope
  task: Task
  image: string
  /** A network's name, or `container:<id>` for the namespace of another container. */
  network: string
  /** Where the task reaches the emulator; undefined when it is not to be told. */
  endpoint: string | undefined
  /** What the container is told besides its definition. */
  variables: [string, string][]
  labels: Record<string, string>
  /** The engine's names of the task's volumes. */
  volumes: Record<string, string>
  secrets: SecretValues
}

/** What the engine is told to run for a container of a task. */
export function containerSpec(
  definition: ContainerDefinition,
  surroundings: Surroundings,
): ContainerSpec {
  const { scope, task, image, network, labels } = surroundings
  const { pidMode } = taskDefinitionOf(scope, task.taskDefinitionArn)
  const override = task.overrides.containerOverrides?.find(({ name }) => name === definition.name)
  return {
    Image: image,
    Cmd: override?.command ?? definition.command,
    Entrypoint: definition.entryPoint,
    Env: environment(definition, override, surroundings),
    User: definition.user,
    WorkingDir: definition.workingDirectory,
    Tty: definition.pseudoTerminal,
    OpenStdin: definition.interactive,
    StopTimeout: definition.stopTimeout ?? defaultStopTimeout,
    Labels: { ...definition.dockerLabels, ...labels },
    Healthcheck: healthcheck(definition, scope.clock.rate),
    HostConfig: {
      NetworkMode: network,
      ...(pidMode === 'task' && { PidMode: `container:${task.pauseId}` }),
      ...limits(definition, override, task),
      ...linux(definition.linuxParameters),
      ReadonlyRootfs: definition.readonlyRootFilesystem,
      Ulimits: ulimits(definition),
      Sysctls: Object.fromEntries(
        (definition.systemControls ?? []).map(({ namespace, value }) => [namespace!, value!]),
      ),
      Mounts: mounts(definition, surroundings.volumes),
      VolumesFrom: volumesFrom(definition, task),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '20m', 'max-file': '2' } },
    },
  }
}

export const defaultStopTimeout = 30

function environment(
  definition: ContainerDefinition,
  override: ContainerOverride | undefined,
  { scope, endpoint, variables: told, secrets }: Surroundings,
): string[] {
  const variables = new Map([
    ['AWS_EXECUTION_ENV', 'AWS_ECS_FARGATE'],
    ['AWS_REGION', scope.region],
    ['AWS_DEFAULT_REGION', scope.region],
    ...(endpoint ? [['AWS_ENDPOINT_URL', endpoint] as const] : []),
    ...told,
  ])
  for (const { name = '', value = '' } of [
    ...(definition.environment ?? []),
    ...(override?.environment ?? []),
  ])
    variables.set(name, value)
  for (const { name = '', valueFrom = '' } of definition.secrets ?? [])
    variables.set(name, secrets.get(valueFrom)!)
  return [...variables].map(([name, value]) => `${name}=${value}`)
}

const MiB = 1024 * 1024

function limits(
  { cpu, memory, memoryReservation }: ContainerDefinition,
  override: ContainerOverride | undefined,
  task: Task,
) {
  const hard = override?.memory ?? memory ?? (task.memory && Number(task.memory))
  const soft = override?.memoryReservation ?? memoryReservation
  const shares = override?.cpu ?? cpu
  return {
    ...(hard && { Memory: hard * MiB }),
    ...(soft && { MemoryReservation: soft * MiB }),
    ...(shares && { CpuShares: Math.max(2, shares) }),
    ...(task.cpu && { NanoCpus: (Number(task.cpu) / 1024) * 1e9 }),
  }
}

function linux({ capabilities, initProcessEnabled }: LinuxParameters = {}) {
  return { CapAdd: capabilities?.add, CapDrop: capabilities?.drop, Init: initProcessEnabled }
}

const ulimits = ({ ulimits = [] }: ContainerDefinition) =>
  withOpenFiles(ulimits).map(({ name, softLimit, hardLimit }) => ({
    Name: name!,
    Soft: softLimit!,
    Hard: hardLimit!,
  }))

const volumesFrom = ({ volumesFrom = [] }: ContainerDefinition, { containers }: Task) =>
  volumesFrom.map(({ sourceContainer, readOnly }) => {
    const { dockerId } = containers.find(({ name }) => name === sourceContainer)!
    return `${dockerId}:${readOnly ? 'ro' : 'rw'}`
  })

function mounts({ mountPoints = [] }: ContainerDefinition, volumes: Record<string, string>) {
  return mountPoints.map(({ sourceVolume = '', containerPath = '', readOnly }) => ({
    Type: 'volume' as const,
    Source: volumes[sourceVolume]!,
    Target: containerPath,
    ReadOnly: readOnly ?? false,
  }))
}

const second = 1e9

/** ECS knows only its own checks, not the image's. Between two checks time merely passes: divided by the clock's rate, as far as that does not wear the machine out. */
function healthcheck(
  { healthCheck }: ContainerDefinition,
  rate: number,
): ContainerSpec['Healthcheck'] {
  if (!healthCheck?.command) return { Test: ['NONE'] }
  const { command, interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck
  return {
    Test: command,
    Interval: Math.max(2, interval / rate) * second,
    StartInterval: Math.max(1, interval / rate) * second,
    Timeout: timeout * second,
    Retries: retries,
    StartPeriod: startPeriod * second,
  }
}
