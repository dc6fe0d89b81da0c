import type { TargetGroup as TargetGroupRecord } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../errors.ts'
import type { TargetGroup } from './target-group.ts'

const invalid = (message: string) => awsError('ValidationError', message)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export const defaultHealthCheck = (targetType: string) => ({
  HealthCheckEnabled: targetType !== 'lambda',
  HealthCheckIntervalSeconds: targetType === 'lambda' ? 35 : 30,
  HealthCheckTimeoutSeconds: targetType === 'lambda' ? 30 : 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPath: '/',
  Matcher: { HttpCode: '200' },
  ...(targetType !== 'lambda' && {
    HealthCheckProtocol: 'HTTP' as const,
    HealthCheckPort: 'traffic-port',
  }),
})

type HealthCheck = Pick<
  TargetGroup,
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
> &
  Pick<TargetGroupRecord, 'HealthCheckPath' | 'HealthCheckPort' | 'Matcher'>

/** Refuses a health check that ELB refuses; what the model rules out never comes here. */
export function checkHealthCheck(check: HealthCheck): void {
  const { HealthCheckIntervalSeconds: interval, HealthCheckTimeoutSeconds: timeout } = check
  if (timeout >= interval)
    throw invalid(
      `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
    )
  if (!check.HealthCheckPath?.startsWith('/'))
    throw invalid(`Health check path '${check.HealthCheckPath}' must begin with a '/' character`)
  checkPort(check.HealthCheckPort)
  checkMatcher(check.Matcher?.HttpCode ?? '200')
}

function checkPort(port = 'traffic-port'): void {
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535
  if (port !== 'traffic-port' && !isPort)
    throw invalid(`Health check port '${port}' must be 'traffic-port' or in the range '1-65535'`)
}

function checkMatcher(matcher: string): void {
  if (!/^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(matcher))
    throw invalid('HttpCode must be like 200 | 200-399 | 200,201 ...')
  const outside = matcher.match(/\d{3}/g)!.find((code) => Number(code) < 200 || Number(code) > 499)
  if (outside)
    throw invalid(`Health check matcher HTTP code '${outside}' must be within '200-499' inclusive`)
}

const members = [
  'HealthCheckEnabled',
  'HealthCheckIntervalSeconds',
  'HealthCheckPath',
  'HealthCheckPort',
  'HealthCheckProtocol',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'Matcher',
  'UnhealthyThresholdCount',
] as const

type Given = Partial<Pick<TargetGroup, (typeof members)[number]>>

/** The health check's settings among what a call gives. */
export const givenHealthCheck = (input: Given): Given =>
  Object.fromEntries(
    members.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  )
