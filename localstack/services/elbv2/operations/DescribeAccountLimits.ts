import type {
  DescribeAccountLimitsCommandInput,
  DescribeAccountLimitsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Limit.html */
const limits = {
  'target-groups': 3000,
  'targets-per-application-load-balancer': 1000,
  'listeners-per-application-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'network-load-balancers': 50,
  'targets-per-network-load-balancer': 3000,
  'targets-per-availability-zone-per-network-load-balancer': 500,
  'listeners-per-network-load-balancer': 50,
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 5,
  'target-groups-per-action-on-application-load-balancer': 5,
  'target-groups-per-action-on-network-load-balancer': 1,
  'target-groups-per-application-load-balancer': 100,
  'certificates-per-application-load-balancer': 25,
  'certificates-per-network-load-balancer': 25,
  'targets-per-target-group': 1000,
  'target-id-registrations-per-application-load-balancer': 1000,
  'application-load-balancers': 50,
  'gateway-load-balancers': 100,
}

export const DescribeAccountLimits: Operation<
  DescribeAccountLimitsCommandInput,
  DescribeAccountLimitsCommandOutput
> = readOnly((query) => {
  const all = Object.entries(limits).map(([Name, max]) => ({ Name, Max: String(max) }))
  const { items, next } = paginate(all, elbPaging(query))
  return { Limits: items, NextMarker: next }
})
