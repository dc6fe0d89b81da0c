import type {
  ContainerDefinition,
  HealthCheck,
  RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'
import { BadInput } from '../release/exit-codes.ts'
import { cpuUnits, memoryUnits } from '../release/task-size.ts'

/** A service of a compose project, as far as a task definition has the same. */
export type Settings = Record<string, unknown>

/** The members of a container definition that a host does not need: it restarts and logs in its own way. */
const ofEcsAlone = [
  'name',
  'image',
  'essential',
  'cpu',
  'memory',
  'memoryReservation',
  'portMappings',
  'restartPolicy',
  'startTimeout',
  'versionConsistency',
  'logConfiguration',
  'environment',
  'secrets',
]

/** What ECS waits between SIGTERM and SIGKILL if the container definition has no stopTimeout. */
const stopSeconds = 30

/** The members that a host does need, as Compose has them. */
const translations: {
  [Name in keyof ContainerDefinition]?: (
    value: NonNullable<ContainerDefinition[Name]>,
    file: string,
  ) => Settings
} = {
  command: (command) => ({ command }),
  entryPoint: (entrypoint) => ({ entrypoint }),
  user: (user) => ({ user }),
  workingDirectory: (working_dir) => ({ working_dir }),
  readonlyRootFilesystem: (read_only) => ({ read_only }),
  interactive: (stdin_open) => ({ stdin_open }),
  pseudoTerminal: (tty) => ({ tty }),
  dockerLabels: (labels) => ({ labels }),
  stopTimeout: (seconds) => ({ stop_grace_period: `${seconds}s` }),
  healthCheck: (check) => ({ healthcheck: healthcheckOf(check) }),
  ulimits: (limits) => ({
    ulimits: Object.fromEntries(
      limits.map(({ name, softLimit, hardLimit }) => [name, { soft: softLimit, hard: hardLimit }]),
    ),
  }),
  mountPoints: (mounts) => ({
    volumes: mounts.map(({ containerPath, readOnly }) => ({
      type: 'volume',
      target: containerPath,
      ...(readOnly && { read_only: true }),
    })),
  }),
  linuxParameters: ({ capabilities, initProcessEnabled, ...others }, file) => {
    rejectMembers(others, 'linuxParameters.', file)
    return {
      ...(initProcessEnabled && { init: true }),
      ...(capabilities?.add && { cap_add: capabilities.add }),
      ...(capabilities?.drop && { cap_drop: capabilities.drop }),
    }
  },
}

/** Translates the container of a task definition to a service of Compose, without its environment. */
export function settingsOf(definition: RegisterTaskDefinitionCommandInput, file: string): Settings {
  const container = onlyContainer(definition, file)
  for (const { efsVolumeConfiguration, name } of definition.volumes ?? [])
    if (efsVolumeConfiguration)
      throw new BadInput(`.aws/${file}: a host has no EFS, which volume ${name} needs`)
  const settings: Settings = { stop_grace_period: `${stopSeconds}s`, ...sizeOf(definition) }
  for (const [name, value] of Object.entries(container)) {
    if (value === undefined || ofEcsAlone.includes(name)) continue
    const translate = translations[name as keyof ContainerDefinition] as
      ((value: unknown, file: string) => Settings) | undefined
    if (translate) Object.assign(settings, translate(value, file))
    else rejectMembers({ [name]: value }, '', file)
  }
  return settings
}

/** The container of the task. A host runs no sidecars. */
export function onlyContainer(
  { containerDefinitions = [] }: RegisterTaskDefinitionCommandInput,
  file: string,
): ContainerDefinition {
  const [container, ...sidecars] = containerDefinitions
  if (sidecars.length === 0) return container!
  throw new BadInput(
    `.aws/${file}: a host runs one container for each service, and this task has ${containerDefinitions.map(({ name }) => name).join(', ')}: make each of them a service, or use ECS`,
  )
}

function rejectMembers(members: object, path: string, file: string): void {
  const [name] = Object.keys(members)
  if (name)
    throw new BadInput(`.aws/${file}: a host has no equivalent of ${path}${name}: remove it`)
}

/** The task's memory is the container's limit; its share of the CPU counts when the host is busy, as on EC2. */
function sizeOf({ cpu, memory }: RegisterTaskDefinitionCommandInput): Settings {
  return {
    ...(memory && { mem_limit: `${Math.round(memoryUnits(memory)!)}m` }),
    ...(cpu && { cpu_shares: Math.round(cpuUnits(cpu)!) }),
  }
}

function healthcheckOf({ command, interval, timeout, retries, startPeriod }: HealthCheck) {
  const seconds = (value: number) => `${value}s`
  return {
    test: command,
    interval: seconds(interval ?? 30),
    timeout: seconds(timeout ?? 5),
    retries: retries ?? 3,
    start_period: seconds(startPeriod ?? 0),
  }
}
