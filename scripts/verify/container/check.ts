import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { CreateTargetGroupCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { execute } from '../../release/run.ts'
import { fail, type Finding, fine, notChecked, warn } from '../finding.ts'
import { judge } from './judge.ts'
import { isMissing, observe, type Probe, runHealthCommand } from './observe.ts'
import { startContainer } from './start.ts'

interface Container {
  app: string
  service: string
  task: RegisterTaskDefinitionCommandInput
  container: ContainerDefinition
  port: number
  targets: Omit<CreateTargetGroupCommandInput, 'Name'>
  region: string
}

/**
 * Starts the image for a moment on this machine, with the environment of the task definition, and
 * checks that it listens, answers the health check of the load balancer, and passes its own.
 */
export async function checkContainer(image: string, own: Container): Promise<Finding[]> {
  const { app, service, task, container, port } = own
  const obstacle = await findObstacle(image)
  if (obstacle) return [notChecked(`port ${port} of the container`, obstacle, service)]
  const secrets = (container.secrets ?? []).map(({ name }) => name!)
  const probe = { ...probeOf(own), service, secrets }
  const name = `docker-cloud-verify-${app}-${service}`
  const started = await startContainer({ name, image, task, container, port, region: own.region })
  if ('failure' in started)
    return [
      fail('the container cannot be started', {
        service,
        says: `CannotStartContainerError: ${started.failure}`,
      }),
    ]
  await using running = started
  const observed = await observe(running, probe)
  const findings = judge(probe, observed)
  const command = container.healthCheck?.command
  if (!command || observed.ended || command[0] === 'NONE') return findings
  const isUp = findings.every(({ level }) => level === 'ok')
  const health = await runHealthCommand(running, command)
  return [...findings, judgeHealth({ service, isCertain: isUp && secrets.length === 0 }, health)]
}

function judgeHealth(
  { service, isCertain }: { service: string; isCertain: boolean },
  { code, lines }: Awaited<ReturnType<typeof runHealthCommand>>,
): Finding {
  if (code === 0) return fine('the container health check succeeds', { service })
  const output = lines
    .slice(-3)
    .map((line) => `\n    | ${line}`)
    .join('')
  const details = { service, says: 'Task failed container health checks' }
  if (isMissing(code))
    return fail(`the image does not have the command of its health check${output}`, details)
  const text = `the container health check ends with code ${code}${output}`
  return isCertain ? fail(text, details) : warn(text, details)
}

/** The reason why the image cannot be started here. */
async function findObstacle(image: string): Promise<string | undefined> {
  const ask = (args: string[]) =>
    execute('docker', args).then(
      ({ code, stdout }) => (code === 0 ? stdout[0] : undefined),
      () => undefined,
    )
  const [platform, machine] = await Promise.all([
    ask(['image', 'inspect', '--format={{.Os}}/{{.Architecture}}', image]),
    ask(['version', '--format={{.Server.Os}}/{{.Server.Arch}}']),
  ])
  if (machine === undefined) return 'Docker does not run here'
  if (platform === undefined) return 'the image is not on this machine'
  return platform === machine ? undefined : `the image is for ${platform}, this machine ${machine}`
}

/** The request of the load balancer's health check, where it goes to the port of the container in plain HTTP. */
function probeOf({ port, targets }: Container): Probe {
  const { Protocol, ProtocolVersion = 'HTTP1', HealthCheckProtocol = Protocol } = targets
  const { HealthCheckPort = 'traffic-port', HealthCheckPath = '/', Matcher } = targets
  const isPlain = HealthCheckProtocol === 'HTTP' && ProtocolVersion === 'HTTP1'
  const isHere = HealthCheckPort === 'traffic-port' || HealthCheckPort === String(port)
  return {
    port,
    path: isPlain ? HealthCheckPath : undefined,
    isHealthy: isHere ? (status) => matches(Matcher?.HttpCode ?? '200', status) : () => true,
  }
}

/** `200`, `200,202` or `200-299`. */
const matches = (codes: string, status: number): boolean =>
  codes.split(',').some((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return first! <= status && status <= last!
  })
