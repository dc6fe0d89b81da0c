import type { Action, Listener as ListenerRecord } from '@aws-sdk/client-elastic-load-balancing-v2'

export interface Listener extends ListenerRecord {
  ListenerArn: string
  LoadBalancerArn: string
  Port: number
  Protocol: 'HTTP' | 'HTTPS'
  DefaultActions: Action[]
}
