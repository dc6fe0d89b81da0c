import type {
  LoadBalancer,
  Action,
  Listener,
  Rule,
  RuleCondition,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'

export interface LoadBalancerRecord extends LoadBalancer {
  LoadBalancerArn: string
  LoadBalancerName: string
  DNSName: string
  Type: 'application' | 'network'
  Scheme: 'internet-facing' | 'internal'
  VpcId: string
  SecurityGroups: string[]
  /** The balancer's interface in each of its subnets. */
  interfaces: { subnetId: string; interfaceId: string }[]
  attributes: Map<string, string>
  /** The reserved capacity in LCUs. */
  capacity?: { units: number; modified: Date } | undefined
}

export interface ListenerRecord extends Listener {
  ListenerArn: string
  LoadBalancerArn: string
  Port: number
  Protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP'
  DefaultActions: Action[]
  /** The default actions are also a rule, with an ARN of its own. */
  defaultRuleArn: string
  /** Certificates besides the default one, chosen by the name a client asks for. */
  otherCertificates: string[]
  attributes: Map<string, string>
  /** Its port on this machine, which it gets again after a restart if that is free. */
  lastPublishedPort?: number | undefined
}

/** A rule of a listener besides its default actions. */
export interface RuleRecord extends Rule {
  RuleArn: string
  Priority: string
  IsDefault: boolean
  Conditions: RuleCondition[]
  Actions: Action[]
  listenerArn: string
}

/** A target as registered; it stays while it drains. */
export interface TargetRecord {
  Id: string
  Port: number
  AvailabilityZone?: string | undefined
  draining: boolean
}

export interface TargetGroupRecord extends TargetGroup {
  TargetGroupArn: string
  TargetGroupName: string
  TargetType: 'ip' | 'instance' | 'lambda'
  /** The balancers whose listeners or rules forward here; kept by `followRoutes`. */
  LoadBalancerArns: string[]
  HealthCheckEnabled: boolean
  HealthCheckIntervalSeconds: number
  HealthCheckTimeoutSeconds: number
  HealthyThresholdCount: number
  UnhealthyThresholdCount: number
  /** By `targetKey`. */
  targets: Map<string, TargetRecord>
  attributes: Map<string, string>
}
