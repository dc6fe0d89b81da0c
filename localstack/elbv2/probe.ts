import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cancel, Clock } from '../clock.ts'
import type { TargetGroup } from './target-group.ts'

export interface CheckResult extends Pick<TargetHealth, 'Reason' | 'Description'> {
  passed: boolean
}

interface Checked {
  group: TargetGroup
  host: string
  port: number
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

/** Checks a target once, and tells the result unless it is cancelled first. */
export function probe(clock: Clock, checked: Checked, done: (result: CheckResult) => void): Cancel {
  let open = true
  const end = () => {
    open = false
    cancelTimeout()
    attempt.destroy()
  }
  const finish = (result: CheckResult) => {
    if (!open) return
    end()
    done(result)
  }
  const timeout = checked.group.HealthCheckTimeoutSeconds * 1000
  const cancelTimeout = clock.race(timeout, () => finish(timedOut))
  const attempt = checked.group.HealthCheckProtocol === 'TCP' ? dial(checked) : ask(checked)
  attempt.on('error', () => finish(failed))
  attempt.on('connect', () => finish(passed))
  attempt.on('response', ({ statusCode = 0 }) =>
    finish(
      matches(checked.group.Matcher?.HttpCode ?? '200', statusCode) ? passed : mismatch(statusCode),
    ),
  )
  return end
}

const dial = ({ host, port }: Checked) => connect(port, host)

function ask({ group, host, port }: Checked) {
  const secure = group.HealthCheckProtocol === 'HTTPS'
  return (secure ? requestHttps : requestHttp)({
    host,
    port,
    path: group.HealthCheckPath,
    agent: false,
    rejectUnauthorized: false,
    headers: {
      Host: `${host}:${port}`,
      Connection: 'close',
      'User-Agent': 'ELB-HealthChecker/2.0',
    },
  }).end()
}

/** Whether a status code is among those of a matcher: `200`, `200,202`, `200-299`. */
export const matches = (matcher: string, code: number): boolean =>
  matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return code >= from! && code <= to!
  })
