import { tellingLines } from '../../failure/failed-tasks.ts'
import { type Finding, fail, fine, notChecked, warn } from '../finding.ts'
import type { Observation, Probe } from './observe.ts'
import { isMissing } from './observe.ts'
import type { Socket } from './sockets.ts'

export interface Judged extends Probe {
  service: string
  /** The names of the variables that were not given, because they are secrets. */
  secrets: string[]
}

/** Compares what was observed of a container with what the load balancer needs. */
export function judge(
  { service, port, path, isHealthy, secrets }: Judged,
  { ended, status, sockets }: Observation,
): Finding[] {
  const without = secrets.length > 0 ? `, without ${secrets.join(', ')}` : ''
  if (ended) return [judgeEnd(service, ended, without)]
  const unhealthy = `(port ${port}) is unhealthy in (target-group …) due to (reason Health checks failed`
  if (status !== undefined && isHealthy(status))
    return [
      fine(`the container listens on port ${port}, and ${path} answers ${status}`, { service }),
    ]
  if (status !== undefined && status > 0) {
    const text = `the container answers ${path} with ${status}`
    const says = `${unhealthy} with these codes: [${status}])`
    // A program without its secrets and AWS may say so.
    return status >= 500 || secrets.length > 0
      ? [warn(`${text}${without || ', without AWS'}`, { service, says })]
      : [fail(text, { service, says })]
  }
  if (sockets === undefined)
    return [
      notChecked(
        `port ${port}`,
        'nothing answers, and the image has no `cat` that shows why',
        service,
      ),
    ]
  if (sockets.some((socket) => socket.port === port && !socket.isLoopback))
    return [fine(`the container listens on port ${port}`, { service })]
  const says = `${unhealthy})`
  if (sockets.some((socket) => socket.port === port))
    return [fail(`the container listens on 127.0.0.1:${port} only`, { service, says })]
  if (sockets.length > 0 && secrets.length === 0)
    return [
      fail(`the container listens on ${portsIn(sockets)}, not on port ${port}`, { service, says }),
    ]
  const instead = sockets.length > 0 ? `on ${portsIn(sockets)}` : 'on no port'
  return [warn(`here the container listens ${instead}${without}, not on port ${port}`, { service })]
}

const portsIn = (sockets: Socket[]): string =>
  `port ${[...new Set(sockets.map(({ port }) => port))].toSorted((one, other) => one - other).join(' and ')}`

/** A program may end because it lacks its secrets, AWS or another service. One that cannot be started ends everywhere. */
function judgeEnd(
  service: string,
  { code, lines }: NonNullable<Observation['ended']>,
  without: string,
): Finding {
  const output = tellingLines(lines)
    .map((line) => `\n    | ${line}`)
    .join('')
  if (isMissing(code))
    return fail(`the container's command cannot be started (exit code ${code})${output}`, {
      service,
      says: `container ${service}: exit code ${code}`,
    })
  return warn(`here the container ends with code ${code}${without || ', without AWS'}${output}`, {
    service,
  })
}
