import type { ContainerOverride, LinuxParameters } from '@aws-sdk/client-ecs'
import type { ContainerSpec, HostConfig } from '../../../docker/index.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { type ContainerDefinition, taskDefinitionOf } from '../task-definition/task-definition.ts'
import { healthcheck } from './health-check.ts'
import { limits } from './limits.ts'
import { withOpenFiles } from './open-files.ts'
import type { SecretValues } from './secrets.ts'
import { isNamespaced } from './system-control.ts'
import type { Task } from './task.ts'

export interface ContainerSurroundings {
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
  /** The engine's names of the task's volumes, by its own. */
  volumes: Record<string, string>
  secrets: SecretValues
}

/**
 * All that the engine gets of a container of a task: an allow-list. Only what stands here is taken from a definition
 * or an override, and only in the bounds that Fargate gives it, whatever the checks before it let through.
 */
export function containerSpec(
  definition: ContainerDefinition,
  surroundings: ContainerSurroundings,
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
    Labels: { ...ownLabels(definition), ...labels },
    Healthcheck: healthcheck(definition, scope.clock.rate),
    HostConfig: {
      ...confined,
      NetworkMode: network,
      ...(pidMode === 'task' && { PidMode: `container:${task.pauseId}` }),
      ...limits(definition, override, task),
      ...linux(definition.linuxParameters),
      ReadonlyRootfs: definition.readonlyRootFilesystem,
      Ulimits: ulimits(definition),
      Sysctls: sysctls(definition),
      Mounts: mounts(definition, surroundings.volumes),
      VolumesFrom: volumesFrom(definition, task),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '20m', 'max-file': '2' } },
    },
  }
}

interface Pause {
  image: string
  network: string
  labels: Record<string, string>
  /** The emulator's address as the program takes it; undefined when it only waits. */
  target: string | undefined
}

/** The same of the container that holds a task's namespaces: its program needs NET_ADMIN for one address, then gives it up. */
export const pauseSpec = ({ image, network, labels, target }: Pause): ContainerSpec => ({
  Image: image,
  Cmd: target === undefined ? undefined : [target],
  Labels: labels,
  HostConfig: {
    ...confined,
    NetworkMode: network,
    CapDrop: ['ALL'],
    CapAdd: target === undefined ? [] : ['NET_ADMIN', 'NET_BIND_SERVICE'],
    ReadonlyRootfs: true,
  },
})

/** A task is a part of a machine here, where it has one of its own on AWS: it may not take all its processes. */
const confined = { SecurityOpt: ['no-new-privileges'], PidsLimit: 4096 } as const

export const defaultStopTimeout = 30

function environment(
  definition: ContainerDefinition,
  override: ContainerOverride | undefined,
  { scope, endpoint, variables: told, secrets }: ContainerSurroundings,
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

/** Tools find their containers by labels with a namespace (`com.docker.compose.project`), which a task cannot give itself. https://docs.docker.com/engine/manage-resources/labels/ */
const ownLabels = ({ dockerLabels = {} }: ContainerDefinition) =>
  Object.fromEntries(Object.entries(dockerLabels).filter(([name]) => !name.includes('.')))

const linux = ({ capabilities, initProcessEnabled }: LinuxParameters = {}) => ({
  CapAdd: (capabilities?.add ?? []).filter((name) => name === 'SYS_PTRACE'),
  CapDrop: capabilities?.drop,
  Init: initProcessEnabled,
})

/** Those that raise a process above the machine's own stay as they are. */
const ulimits = ({ ulimits = [] }: ContainerDefinition) =>
  withOpenFiles(ulimits)
    .filter(({ name }) => name !== 'nice' && name !== 'rtprio')
    .map(({ name, softLimit, hardLimit }) => ({
      Name: name!,
      Soft: softLimit!,
      Hard: hardLimit!,
    }))

const sysctls = ({ systemControls = [] }: ContainerDefinition) =>
  Object.fromEntries(
    systemControls.filter(isNamespaced).map(({ namespace, value }) => [namespace!, value!]),
  )

const volumesFrom = ({ volumesFrom = [] }: ContainerDefinition, { containers }: Task) =>
  volumesFrom.map(({ sourceContainer, readOnly }) => {
    const { dockerId } = containers.find(({ name }) => name === sourceContainer)!
    return `${dockerId}:${readOnly ? 'ro' : 'rw'}`
  })

const mounts = (
  { mountPoints = [] }: ContainerDefinition,
  volumes: Record<string, string>,
): HostConfig['Mounts'] =>
  mountPoints
    .filter(({ sourceVolume = '' }) => Object.hasOwn(volumes, sourceVolume))
    .map(({ sourceVolume = '', containerPath = '', readOnly }) => ({
      Type: 'volume',
      Source: volumes[sourceVolume]!,
      Target: containerPath,
      ReadOnly: readOnly ?? false,
    }))
