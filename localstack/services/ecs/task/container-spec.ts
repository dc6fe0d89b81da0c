import { posix } from 'node:path'
import type { ContainerOverride, LinuxParameters } from '@aws-sdk/client-ecs'
import type { ContainerSpec, HostConfig } from '../../../docker/index.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { healthcheck } from './health-check.ts'
import type { PulledImage } from './image.ts'
import { limits } from './limits.ts'
import { withOpenFiles } from './open-files.ts'
import type { SecretValues } from './secrets.ts'
import { isNamespaced } from './system-control.ts'

export interface ContainerSurroundings {
  scope: Scope
  task: TaskRecord
  image: PulledImage
  /** `container:<id>` of the task's pause container. */
  network: string
  /** URL of the emulator for the task. Undefined when the task does not get it. */
  endpoint: string | undefined
  /** Environment variables besides those of the definition. */
  variables: [string, string][]
  labels: Record<string, string>
  /** Docker's names of the task's volumes, by their names in the definition. */
  volumes: Record<string, string>
  secrets: SecretValues
}

/**
 * Describes a container of a task to Docker. This is an allow-list: only these members are taken from a definition or an
 * override, and only within Fargate's bounds, whatever earlier checks have accepted.
 */
export function containerSpec(
  definition: ContainerDefinitionRecord,
  surroundings: ContainerSurroundings,
): ContainerSpec {
  const { scope, task, image, network, labels } = surroundings
  const { pidMode } = requireTaskDefinition(scope, task.taskDefinitionArn)
  const override = task.overrides.containerOverrides?.find(({ name }) => name === definition.name)
  return {
    Image: image.reference,
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
      Mounts: mounts(definition, surroundings),
      VolumesFrom: volumesFrom(definition, task),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '20m', 'max-file': '2' } },
    },
  }
}

interface Pause {
  image: string
  network: string
  labels: Record<string, string>
  hostname: string
  arguments: string[]
}

/**
 * Describes the pause container, which holds a task's namespaces. Its program needs capabilities to set up the network,
 * and drops them then. It writes /etc/hosts, which it shares with the task's containers.
 */
export const pauseSpec = (pause: Pause): ContainerSpec => ({
  Image: pause.image,
  Cmd: pause.arguments,
  Labels: pause.labels,
  Hostname: pause.hostname,
  HostConfig: {
    ...confined,
    NetworkMode: pause.network,
    DnsSearch: [pause.hostname.slice(pause.hostname.indexOf('.') + 1)],
    // The kernel's default, which Fargate has: a user other than root cannot listen on the ports below.
    Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '1024' },
    CapDrop: ['ALL'],
    CapAdd: ['NET_ADMIN', 'NET_BIND_SERVICE'],
  },
})

/**
 * Describes the container that ends a session of ECS Exec. It sees the processes of the task's container, and reads the
 * environment of those that have more capabilities than it has.
 */
export const hangUpSpec = (hangUp: {
  image: string
  container: string
  labels: Record<string, string>
  variable: string
}): ContainerSpec => ({
  Image: hangUp.image,
  Cmd: [hangUp.variable],
  Labels: hangUp.labels,
  HostConfig: {
    ...confined,
    NetworkMode: 'none',
    PidMode: `container:${hangUp.container}`,
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    CapAdd: ['KILL', 'SYS_PTRACE'],
  },
})

/** The most processes of a container. Tasks share this machine, while each has its own on AWS. */
const confined = { SecurityOpt: ['no-new-privileges'], PidsLimit: 4096 } as const

export const defaultStopTimeout = 30

/** The address of a FireLens router: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html */
const fluent = [
  ['FLUENT_HOST', '127.0.0.1'],
  ['FLUENT_PORT', '24224'],
] as const

function environment(
  definition: ContainerDefinitionRecord,
  override: ContainerOverride | undefined,
  { scope, endpoint, variables: given, secrets }: ContainerSurroundings,
): string[] {
  const variables = new Map([
    ['AWS_EXECUTION_ENV', 'AWS_ECS_FARGATE'],
    ['AWS_REGION', scope.region],
    ['AWS_DEFAULT_REGION', scope.region],
    ...(endpoint ? [['AWS_ENDPOINT_URL', endpoint] as const] : []),
    ...(definition.logConfiguration?.logDriver === 'awsfirelens' ? fluent : []),
    ...given,
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

/** Leaves out labels with a namespace (`com.docker.compose.project`), by which tools find their own containers. https://docs.docker.com/engine/manage-resources/labels/ */
const ownLabels = ({ dockerLabels = {} }: ContainerDefinitionRecord) =>
  Object.fromEntries(Object.entries(dockerLabels).filter(([name]) => !name.includes('.')))

const linux = ({ capabilities, initProcessEnabled, tmpfs = [] }: LinuxParameters = {}) => ({
  Tmpfs: Object.fromEntries(
    tmpfs.map(({ containerPath, size, mountOptions = [] }) => [
      containerPath,
      [`size=${size}m`, ...mountOptions].join(','),
    ]),
  ),
  CapAdd: (capabilities?.add ?? []).filter((name) => name === 'SYS_PTRACE'),
  CapDrop: capabilities?.drop,
  Init: initProcessEnabled,
})

/** Leaves out `nice` and `rtprio`, which would raise a process's priority on this machine. */
const ulimits = ({ ulimits = [] }: ContainerDefinitionRecord) =>
  withOpenFiles(ulimits)
    .filter(({ name }) => name !== 'nice' && name !== 'rtprio')
    .map(({ name, softLimit, hardLimit }) => ({
      Name: name!,
      Soft: softLimit!,
      Hard: hardLimit!,
    }))

const sysctls = ({ systemControls = [] }: ContainerDefinitionRecord) =>
  Object.fromEntries(
    systemControls.filter(isNamespaced).map(({ namespace, value }) => [namespace!, value!]),
  )

const volumesFrom = ({ volumesFrom = [] }: ContainerDefinitionRecord, { containers }: TaskRecord) =>
  volumesFrom.map(({ sourceContainer, readOnly }) => {
    const { dockerId } = containers.find(({ name }) => name === sourceContainer)!
    return `${dockerId}:${readOnly ? 'ro' : 'rw'}`
  })

/**
 * A volume is empty and belongs to root, unless the image declares the path with `VOLUME`: then the image's files at that
 * path are copied. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
const mounts = (
  { mountPoints = [] }: ContainerDefinitionRecord,
  { volumes, image }: ContainerSurroundings,
): HostConfig['Mounts'] =>
  mountPoints
    .filter(({ sourceVolume = '' }) => Object.hasOwn(volumes, sourceVolume))
    .map(({ sourceVolume = '', containerPath = '', readOnly }) => ({
      Type: 'volume',
      Source: volumes[sourceVolume]!,
      Target: containerPath,
      ReadOnly: readOnly ?? false,
      VolumeOptions: {
        NoCopy: !image.volumes.some((path) => normalize(path) === normalize(containerPath)),
      },
    }))

const normalize = (path: string) => posix.join(path, '/')
