import type {
  SetSubnetsCommandInput,
  SetSubnetsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { watchTargets } from '../health.ts'
import {
  attachSubnets,
  checkedSubnets,
  checkIpAddressType,
  requireLoadBalancer,
} from '../load-balancer.ts'

export const SetSubnets: Operation<SetSubnetsCommandInput, SetSubnetsCommandOutput> = (
  { LoadBalancerArn, ...given },
  call,
) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  if (given.IpAddressType) checkIpAddressType(balancer.Type, given.IpAddressType)
  const subnets = checkedSubnets(call, balancer.Type, given)
  if (subnets.some(({ VpcId }) => VpcId !== balancer.VpcId))
    throw awsError('InvalidSubnetException', 'All subnets must belong to the same VPC')
  attachSubnets(call, balancer, subnets)
  watchTargets(call)
  return { AvailabilityZones: balancer.AvailabilityZones, IpAddressType: balancer.IpAddressType }
}
