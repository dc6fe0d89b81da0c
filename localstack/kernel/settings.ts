import {
  folderPath,
  dockerFlags,
  engine,
  onOrOff,
  hostName,
  integer,
  type Kind,
  listenAddress,
  networkName,
  number,
  region,
  sharedFlag,
} from './setting-kinds.ts'

/** The settings from the environment. The names are LocalStack's where LocalStack has one. */
export interface Settings {
  port: number
  host: string
  /** A name by which clients reach the emulator, besides those that are always its own (LOCALSTACK_HOST). */
  ownHost: string | undefined
  account: string
  region: string
  clockRate: number
  /** The folder for files; without persistence a temporary one, removed on close. */
  dataDir: string
  persistence: boolean
  debug: boolean
  /** True if IAM's policies and signatures decide (ENFORCE_IAM=1). */
  enforceIam: boolean
  /** True if denials are logged only (IAM_SOFT_MODE=1). */
  iamSoftMode: boolean
  /** True if the first CreateCluster or CreateService of an account fails (ECS_FIRST_USE_FAILS=1). */
  ecsFirstUseFails: boolean
  dockerSocket: string
  /** Docker network tasks are attached to; the emulator's own when it runs in a container. */
  network: string | undefined
  /** `docker run` labels for containers the emulator starts, so that testcontainers reaps them. */
  labels: Record<string, string>
  /** Ports on which listeners are published; empty: any free port. */
  listenerPorts: number[]
  /** True if tasks get AWS_ENDPOINT_URL, so that they find the emulator. */
  taskEndpoint: boolean
  initDir: string
  /** True if the emulator itself is a container. */
  inContainer: boolean
}

/** Every variable that is read, with its kind of value. */
export const variables = {
  AWS_DEFAULT_REGION: region,
  CLOCK_RATE: number(0.1, 100_000),
  DATA_DIR: folderPath,
  DEBUG: sharedFlag,
  DOCKER_HOST: engine,
  DOCKER_SOCK: engine,
  ECS_DISABLE_AWS_ENDPOINT_URL: onOrOff,
  ECS_DOCKER_FLAGS: dockerFlags,
  ECS_FIRST_USE_FAILS: onOrOff,
  ENFORCE_IAM: onOrOff,
  EXTERNAL_SERVICE_PORTS_END: integer(2, 65_536),
  EXTERNAL_SERVICE_PORTS_START: integer(1, 65_535),
  GATEWAY_LISTEN: listenAddress,
  IAM_SOFT_MODE: onOrOff,
  INIT_DIR: folderPath,
  IS_CONTAINER: onOrOff,
  LAMBDA_DOCKER_FLAGS: dockerFlags,
  LOCALSTACK_HOST: hostName,
  MAIN_DOCKER_NETWORK: networkName,
  PERSISTENCE: onOrOff,
} satisfies Record<string, Kind<unknown>>

type Variable = keyof typeof variables
type Value<Name extends Variable> = Exclude<ReturnType<(typeof variables)[Name]['read']>, undefined>

/** A variable's text, with LocalStack's prefix or without; an empty one counts as not set. */
export const settingText = (env: NodeJS.ProcessEnv, name: Variable): string | undefined =>
  env[name] || env[`LOCALSTACK_${name}`] || undefined

/** Reads the settings. Throws on a value that is not allowed. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const get = <Name extends Variable>(name: Name): Value<Name> | undefined => {
    const text = settingText(env, name)
    if (text === undefined) return undefined
    const value = variables[name].read(text)
    if (value === undefined)
      throw new Error(`${name} is '${text}', and it must be ${variables[name].allowed}.`)
    return value as Value<Name>
  }
  const iamSoftMode = get('IAM_SOFT_MODE') ?? false
  return {
    ...(get('GATEWAY_LISTEN') ?? { host: '127.0.0.1', port: 4566 }),
    ownHost: get('LOCALSTACK_HOST'),
    account: '000000000000',
    region: get('AWS_DEFAULT_REGION') ?? 'us-east-1',
    clockRate: get('CLOCK_RATE') ?? 1,
    dataDir: get('DATA_DIR') ?? '/var/lib/localstack',
    persistence: get('PERSISTENCE') ?? false,
    debug: get('DEBUG') ?? false,
    enforceIam: (get('ENFORCE_IAM') ?? false) && !iamSoftMode,
    iamSoftMode,
    ecsFirstUseFails: get('ECS_FIRST_USE_FAILS') ?? false,
    dockerSocket: get('DOCKER_HOST') ?? get('DOCKER_SOCK') ?? '/var/run/docker.sock',
    network: get('MAIN_DOCKER_NETWORK'),
    labels: { ...get('ECS_DOCKER_FLAGS')?.labels, ...get('LAMBDA_DOCKER_FLAGS')?.labels },
    listenerPorts: portsBetween(
      get('EXTERNAL_SERVICE_PORTS_START'),
      get('EXTERNAL_SERVICE_PORTS_END'),
    ),
    taskEndpoint: !get('ECS_DISABLE_AWS_ENDPOINT_URL'),
    initDir: get('INIT_DIR') ?? '/etc/localstack/init',
    inContainer: get('IS_CONTAINER') ?? false,
  }
}

/** `[start, end)`, as LocalStack reads EXTERNAL_SERVICE_PORTS_START and _END. */
function portsBetween(start: number | undefined, end: number | undefined): number[] {
  if (start === undefined && end === undefined) return []
  if (start === undefined || end === undefined || start >= end)
    throw new Error(
      `EXTERNAL_SERVICE_PORTS_START is ${start ?? 'not set'} and EXTERNAL_SERVICE_PORTS_END is ${end ?? 'not set'}, and they must be set together, the first less than the second.`,
    )
  return Array.from({ length: end - start }, (_, index) => start + index)
}
