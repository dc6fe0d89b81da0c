import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../kernel/errors.ts'
import type { TargetGroupRecord } from './records.ts'

const invalid = (message: string) => awsError('ValidationError', message)

/** True if a group is for application load balancers, whose targets use HTTP. */
export const isHttp = (protocol: string | undefined) => protocol === 'HTTP' || protocol === 'HTTPS'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const lambdaDefaults = {
  HealthCheckEnabled: false,
  HealthCheckIntervalSeconds: 35,
  HealthCheckTimeoutSeconds: 30,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPath: '/',
  Matcher: { HttpCode: '200' },
}

/** For network load balancers: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html */
const defaultsFor = (protocol: string | undefined, checkProtocol: Check) => ({
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: isHttp(protocol) ? 5 : checkProtocol === 'HTTP' ? 6 : 10,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPort: 'traffic-port',
  HealthCheckProtocol: checkProtocol,
  ...(checkProtocol !== 'TCP' && {
    HealthCheckPath: '/',
    Matcher: { HttpCode: isHttp(protocol) ? '200' : '200-399' },
  }),
})

type Check = 'HTTP' | 'HTTPS' | 'TCP'

/** A new group's health check: what is given, the rest as ELB has it for its protocol and targets. */
export function withHealthCheck(
  targetType: string,
  protocol: string | undefined,
  input: HealthCheckInput,
): Given & Omit<HealthCheck, 'HealthCheckPath' | 'HealthCheckPort' | 'Matcher'> {
  const given = givenHealthCheck(input)
  const checkProtocol = given.HealthCheckProtocol ?? (isHttp(protocol) ? 'HTTP' : 'TCP')
  const check =
    targetType === 'lambda'
      ? { ...lambdaDefaults, ...given }
      : { ...defaultsFor(protocol, checkProtocol as Check), ...given }
  checkHealthCheck({ TargetType: targetType, Protocol: protocol, ...check })
  return check
}

type HealthCheck = Pick<
  TargetGroupRecord,
  | 'HealthCheckEnabled'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
> &
  Pick<TargetGroup, 'HealthCheckPath' | 'HealthCheckPort' | 'HealthCheckProtocol' | 'Matcher'>

interface Checked extends Omit<HealthCheck, 'HealthCheckEnabled'> {
  TargetType: string
  Protocol?: string | undefined
  HealthCheckEnabled?: boolean | undefined
}

/** Rejects a health check that ELB rejects beyond the model's rules. */
export function checkHealthCheck(check: Checked): void {
  const { HealthCheckIntervalSeconds: interval, HealthCheckTimeoutSeconds: timeout } = check
  const { HealthCheckProtocol: protocol, HealthCheckPath: path, Matcher, TargetType } = check
  if (TargetType !== 'lambda') checkCheckProtocol(check.Protocol, protocol)
  if (timeout >= interval)
    throw invalid(
      `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
    )
  if (check.HealthCheckEnabled === false && TargetType !== 'lambda')
    throw invalid(
      `Health check enabled must be true for target groups with target type '${TargetType}'`,
    )
  checkPort(check.HealthCheckPort)
  if (protocol === 'TCP') {
    if (path !== undefined)
      throw invalid('Health check paths are not supported for TCP health checks')
    if (Matcher) throw invalid('Health check matchers are not supported for TCP health checks')
    return
  }
  if (!path?.startsWith('/'))
    throw invalid(`Health check path '${path}' must begin with a '/' character`)
  if (Matcher?.GrpcCode)
    throw invalid('A gRPC code can only be specified for target groups with protocol version GRPC')
  checkMatcher(Matcher?.HttpCode ?? '200', isHttp(check.Protocol) ? 499 : 599)
}

/** Application load balancers check over HTTP, network ones in other ways too, but never over UDP. */
function checkCheckProtocol(protocol: string | undefined, check: string | undefined): void {
  const allowed = isHttp(protocol) ? ['HTTPS', 'HTTP'] : ['HTTPS', 'HTTP', 'TCP']
  if (check !== undefined && !allowed.includes(check))
    throw invalid(`Health check protocol '${check}' must be one of '${allowed.join(', ')}'`)
}

function checkPort(port = 'traffic-port'): void {
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535
  if (port !== 'traffic-port' && !isPort)
    throw invalid(`Health check port '${port}' must be 'traffic-port' or in the range '1-65535'`)
}

function checkMatcher(matcher: string, last: number): void {
  if (!/^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(matcher))
    throw invalid('HttpCode must be like 200 | 200-399 | 200,201 ...')
  const outside = matcher.match(/\d{3}/g)!.find((code) => Number(code) < 200 || Number(code) > last)
  if (outside)
    throw invalid(
      `Health check matcher HTTP code '${outside}' must be within '200-${last}' inclusive`,
    )
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

type HealthCheckInput = { [Name in keyof Given]: Given[Name] | undefined }

type Given = Partial<Pick<TargetGroupRecord, (typeof members)[number]>>

/** The health check's settings among what a call gives. */
export const givenHealthCheck = (input: HealthCheckInput): Given =>
  Object.fromEntries(
    members.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  )
