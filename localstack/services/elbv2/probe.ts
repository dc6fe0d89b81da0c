import { connect } from 'node:net'
import { request as requestHttp, requestHttps } from '../../kernel/http.ts'
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cancel, Clock } from '../../kernel/clock.ts'
import type { Place } from './proxy/way.ts'
import type { TargetGroupRecord } from './records.ts'

export interface CheckResult extends Pick<TargetHealth, 'Reason' | 'Description'> {
  passed: boolean
}

interface Checked {
  group: TargetGroupRecord
  /** The target's registered address, and the port that is checked. */
  address: string
  /** Undefined when nothing would answer there. */
  place: Place | undefined
}

const passed: CheckResult = { passed: true }

const timedOut: CheckResult = {
  passed: false,
  Reason: 'Target.Timeout',
  Description: 'Request timed out',
}

const failed: CheckResult = {
  passed: false,
  Reason: 'Target.FailedHealthChecks',
  Description: 'Health checks failed',
}

const mismatch = (code: number): CheckResult => ({
  passed: false,
  Reason: 'Target.ResponseCodeMismatch',
  Description: `Health checks failed with these codes: [${code}]`,
})

/** Checks a target once, and reports the result unless it is cancelled first. */
export function probe(
  clock: Clock,
  { group, address, place }: Checked,
  done: (result: CheckResult) => void,
): Cancel {
  let open = true
  const end = () => {
    open = false
    cancelTimeout()
    attempt?.destroy()
  }
  const finish = (result: CheckResult) => {
    if (!open) return
    end()
    done(result)
  }
  const timeout = group.HealthCheckTimeoutSeconds * 1000
  const cancelTimeout = clock.race(timeout, () => finish(timedOut))
  const attempt = place && begin(group, address, place)
  attempt?.on('error', () => finish(failed))
  attempt?.on('connect', () => finish(passed))
  attempt?.on('response', ({ statusCode = 0 }) =>
    finish(matches(group.Matcher?.HttpCode ?? '200', statusCode) ? passed : mismatch(statusCode)),
  )
  return end
}

/** Undefined for a check that cannot be sent, which nothing answers. */
function begin(group: TargetGroupRecord, address: string, place: Place) {
  try {
    return group.HealthCheckProtocol === 'TCP' ? dial(place) : ask(group, address, place)
  } catch {
    return undefined
  }
}

const dial = ({ host, port }: Place) => connect(port, host)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#target-not-healthy: the Host field is the target's address and port. */
function ask(group: TargetGroupRecord, address: string, { host, port }: Place) {
  const secure = group.HealthCheckProtocol === 'HTTPS'
  return (secure ? requestHttps : requestHttp)({
    host,
    port,
    path: group.HealthCheckPath,
    agent: false,
    rejectUnauthorized: false,
    headers: {
      Host: address,
      Connection: 'close',
      'User-Agent': 'ELB-HealthChecker/2.0',
    },
  }).end()
}

/** True if a status code is among those of a matcher: `200`, `200,202`, `200-299`. */
export const matches = (matcher: string, code: number): boolean =>
  matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return code >= from! && code <= to!
  })
