/** What the environment decides; the names are LocalStack's where LocalStack has one. */
export interface Settings {
  port: number
  host: string
  account: string
  region: string
  clockRate: number
  /** Where files are kept: without persistence a fresh temporary folder, removed on close. */
  dataDir: string
  persistence: boolean
  debug: boolean
  /** Whether IAM's policies and signatures decide (ENFORCE_IAM=1). */
  enforceIam: boolean
  /** Whether what IAM would refuse is logged instead (IAM_SOFT_MODE=1). */
  iamSoftMode: boolean
  dockerSocket: string
  /** Docker network tasks are attached to; the emulator's own when it runs in a container. */
  network: string | undefined
  /** `docker run` labels for containers the emulator starts, so that testcontainers reaps them. */
  labels: Record<string, string>
  /** Ports on which listeners are published; empty: any free port. */
  listenerPorts: number[]
  /** Whether tasks get AWS_ENDPOINT_URL, so that they find the emulator. */
  taskEndpoint: boolean
  initDir: string
  /** Whether the emulator itself is a container. */
  inContainer: boolean
}

/** Reads the settings; a prefix `LOCALSTACK_` is stripped, as LocalStack does. Throws on a value that is none. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const get = (name: string) => env[name] ?? env[`LOCALSTACK_${name}`]
  const flag = (name: string) => ['1', 'true'].includes((get(name) ?? '').toLowerCase())
  const [host, port] = listenAddress(get('GATEWAY_LISTEN') ?? '127.0.0.1:4566')
  return {
    host,
    port,
    account: '000000000000',
    region: get('AWS_DEFAULT_REGION') ?? 'us-east-1',
    clockRate: positive('CLOCK_RATE', get('CLOCK_RATE') ?? '1'),
    dataDir: get('DATA_DIR') ?? '/var/lib/localstack',
    persistence: flag('PERSISTENCE'),
    debug: flag('DEBUG'),
    enforceIam: flag('ENFORCE_IAM') && !flag('IAM_SOFT_MODE'),
    iamSoftMode: flag('IAM_SOFT_MODE'),
    dockerSocket: (get('DOCKER_HOST') ?? get('DOCKER_SOCK') ?? '/var/run/docker.sock').replace(
      /^unix:\/\//,
      '',
    ),
    network: get('MAIN_DOCKER_NETWORK'),
    labels: labelsOf(`${get('ECS_DOCKER_FLAGS') ?? ''} ${get('LAMBDA_DOCKER_FLAGS') ?? ''}`),
    listenerPorts: range(get('EXTERNAL_SERVICE_PORTS_START'), get('EXTERNAL_SERVICE_PORTS_END')),
    taskEndpoint: !flag('ECS_DISABLE_AWS_ENDPOINT_URL'),
    initDir: get('INIT_DIR') ?? '/etc/localstack/init',
    inContainer: flag('IS_CONTAINER'),
  }
}

function listenAddress(value: string): [string, number] {
  const match = /^(?:(.*):)?(\d{1,5})$/.exec(value.split(',')[0]!)
  if (!match || Number(match[2]) > 65535)
    throw new Error(`GATEWAY_LISTEN is '${value}', which is no <host>:<port>: try 127.0.0.1:4566.`)
  return [match[1] || '127.0.0.1', Number(match[2])]
}

function positive(name: string, value: string): number {
  const number = Number(value)
  if (!(number > 0))
    throw new Error(`${name} is '${value}', which is no positive number: try ${name}=1.`)
  return number
}

function labelsOf(flags: string): Record<string, string> {
  const labels = [...flags.matchAll(/(?:^|\s)(?:-l|--label)[\s=]+([^\s=]+)=(\S+)/g)]
  return Object.fromEntries(labels.map(([, key, value]) => [key, value]))
}

/** `[start, end)`, as LocalStack reads EXTERNAL_SERVICE_PORTS_START and _END. */
function range(start: string | undefined, end: string | undefined): number[] {
  if (!start || !end) return []
  const first = positive('EXTERNAL_SERVICE_PORTS_START', start)
  const length = positive('EXTERNAL_SERVICE_PORTS_END', end) - first
  return Array.from({ length: Math.max(0, length) }, (_, index) => first + index)
}
