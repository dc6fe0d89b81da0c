import type {
  SetSecurityGroupsCommandInput,
  SetSecurityGroupsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { setInterfaceGroups } from '../../ec2/public.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkedGroups, requireLoadBalancer } from '../load-balancer.ts'

export const SetSecurityGroups: Operation<
  SetSecurityGroupsCommandInput,
  SetSecurityGroupsCommandOutput
> = ({ LoadBalancerArn, SecurityGroups }, call) => {
  const balancer = requireLoadBalancer(call, LoadBalancerArn)
  if (balancer.Type === 'network' && balancer.SecurityGroups.length === 0)
    throw awsError(
      'InvalidConfigurationRequestException',
      'Security groups cannot be set for a network load balancer that was created without security groups',
    )
  if (SecurityGroups.length === 0)
    throw awsError('ValidationError', 'At least one security group must be specified')
  balancer.SecurityGroups = checkedGroups(call, balancer.VpcId, SecurityGroups)
  for (const { interfaceId } of balancer.interfaces)
    setInterfaceGroups(call, interfaceId, balancer.SecurityGroups)
  return { SecurityGroupIds: balancer.SecurityGroups }
}
