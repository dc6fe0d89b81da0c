import type { LoadBalancer as LoadBalancerRecord } from '@aws-sdk/client-elastic-load-balancing-v2'

export interface LoadBalancer extends LoadBalancerRecord {
  LoadBalancerArn: string
  LoadBalancerName: string
  DNSName: string
  VpcId: string
  SecurityGroups: string[]
  State: { Code: 'provisioning' | 'active' }
  /** The subnets by zone, with the interface the balancer has in each. */
  interfaces: { subnetId: string; interfaceId: string }[]
  attributes: Map<string, string>
}
