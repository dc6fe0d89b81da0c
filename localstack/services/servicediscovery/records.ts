export interface DiscoveryTag {
  Key: string
  Value: string
}

export interface DnsRecord {
  Type: 'A' | 'AAAA' | 'CNAME' | 'SRV'
  TTL: number
}

export interface DnsConfig {
  NamespaceId?: string
  RoutingPolicy?: 'MULTIVALUE' | 'WEIGHTED'
  DnsRecords: DnsRecord[]
}

export interface NamespaceRecord {
  Id: string
  Arn: string
  Name: string
  Type: 'HTTP' | 'DNS_PRIVATE'
  Description?: string | undefined
  Properties: {
    DnsProperties?: { HostedZoneId: string; SOA: { TTL: number } }
    HttpProperties: { HttpName: string }
  }
  CreateDate: Date
  CreatorRequestId?: string | undefined
  /** The VPC in which the names of a private DNS namespace resolve. */
  vpc?: string | undefined
}

export interface HealthCheckCustomConfig {
  FailureThreshold?: number
}

export interface DiscoveryServiceRecord {
  Id: string
  Arn: string
  Name: string
  NamespaceId: string
  Description?: string | undefined
  DnsConfig?: DnsConfig | undefined
  Type: 'HTTP' | 'DNS_HTTP'
  HealthCheckCustomConfig?: HealthCheckCustomConfig | undefined
  CreateDate: Date
  CreatorRequestId?: string | undefined
  instances: Map<string, DiscoveryInstanceRecord>
  /** Grows with each change of the instances. */
  revision: number
  attributes: Map<string, string>
}

export interface DiscoveryInstanceRecord {
  Id: string
  Attributes: Record<string, string>
  CreatorRequestId?: string | undefined
  /** Undefined where the service has no custom health check. */
  health?: 'HEALTHY' | 'UNHEALTHY' | undefined
}

export type OperationTargets = Partial<Record<'NAMESPACE' | 'SERVICE' | 'INSTANCE', string>>

export interface OperationRecord {
  Id: string
  Type: string
  CreateDate: Date
  UpdateDate: Date
  Targets: OperationTargets
}
