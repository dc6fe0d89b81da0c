import type { RuleCondition, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2'
import { BadInput } from '../release/exit-codes.ts'
import type { AppService } from '../release/services.ts'
import { readTemplate, type Values } from '../release/template.ts'
import { readLoadBalancer } from '../release/load-balancer-file.ts'
import { readRule } from '../resources/rule.ts'
import { readPorts } from '../resources/service.ts'
import { readTargetGroup } from '../resources/target-group.ts'
import type { Route, RouteCondition } from './front/routes.ts'

/** The port on which the host serves: that of the first HTTP listener. */
export function httpPort(values: Values): number {
  const http = readLoadBalancer(values).listeners.find(({ Protocol }) => Protocol === 'HTTP')
  if (http) return http.Port
  throw new BadInput(
    '.aws/load-balancer.json: Listeners has no HTTP listener, and a host serves HTTP: add {"Protocol": "HTTP", "Port": 80}',
  )
}

/** The load balancer's settings of a service, as a host has them. */
export interface Balancing {
  /** The route to a container. */
  route: (host: string) => Route
  /** The health check of the target group. */
  check: { url: (host: string) => string; codes: string; seconds: number }
  /** The time that a container has to start before its health check counts. */
  graceSeconds: number
  drainSeconds: number
}

/** A service without a rule gets what no rule matches. */
const lastPriority = 50_001

/** Reads the settings of a service that has a target group. */
export function readBalancing(service: AppService, values: Values): Balancing {
  const { input, attributes } = readTargetGroup(service, values)
  const { HealthCheckPath: path = '/', HealthCheckPort: other, Matcher } = input as TargetGroup
  const [port = 80] = readPorts(service)
  const checked = !other || other === 'traffic-port' ? port : Number(other)
  const { Priority = lastPriority, Conditions = [] } = service.files.has('rule')
    ? readRule(service, values)
    : {}
  const conditions = Conditions.map((condition) => conditionOf(condition, service))
  const delay = attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
  return {
    route: (host) => ({ upstream: { host, port }, priority: Priority, conditions }),
    check: {
      url: (host) => `http://${host}:${checked}${path}`,
      codes: Matcher?.HttpCode ?? '200',
      seconds: input.HealthCheckTimeoutSeconds ?? 5,
    },
    graceSeconds: readGrace(service),
    drainSeconds: Number(delay?.Value ?? 300),
  }
}

const readGrace = ({ name }: AppService): number =>
  (readTemplate(`${name}/service.json`) as { healthCheckGracePeriodSeconds?: number })
    .healthCheckGracePeriodSeconds ?? 0

function conditionOf(condition: RuleCondition, { name }: AppService): RouteCondition {
  const { Field, Values, PathPatternConfig, HostHeaderConfig } = condition
  const values = Values ?? PathPatternConfig?.Values ?? HostHeaderConfig?.Values
  const field = Field ?? (PathPatternConfig ? 'path-pattern' : 'host-header')
  if ((field === 'path-pattern' || field === 'host-header') && values) return { field, values }
  throw new BadInput(
    `.aws/${name}/rule.json: a host forwards by the values of path-pattern and host-header, not by ${Field}`,
  )
}

/** Matches a status with a matcher of a target group: `200`, `200,302` or `200-299`. */
export const isExpected = (status: number, codes: string): boolean =>
  codes.split(',').some((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return status >= first && status <= last
  })
