import type {
  SetIpAddressTypeCommandInput,
  SetIpAddressTypeCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { checkIpAddressType, requireLoadBalancer } from '../load-balancer.ts'

export const SetIpAddressType: Operation<
  SetIpAddressTypeCommandInput,
  SetIpAddressTypeCommandOutput
> = ({ LoadBalancerArn, IpAddressType }, call) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  checkIpAddressType(balancer.Type, IpAddressType)
  balancer.IpAddressType = IpAddressType
  return { IpAddressType }
}
