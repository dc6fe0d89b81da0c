import type {
  CreateLoadBalancerCommandInput,
  CreateLoadBalancerCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-role.ts'
import type { Operation } from '../../operation.ts'
import { initialAttributes } from '../attributes.ts'
import { loadBalancerArn } from '../arn.ts'
import {
  attachSubnets,
  checkedGroups,
  checkedSubnets,
  checkScheme,
  type LoadBalancer,
  loadBalancerAttributes,
} from '../load-balancer.ts'
import { checkLoadBalancerName } from '../name.ts'
import { balancingOf } from '../state.ts'
import { addTags, checkTags, hasTags } from '../tags.ts'

/** A new balancer is answered as provisioning, and found active when it is looked at next. */
export const CreateLoadBalancer: Operation<
  CreateLoadBalancerCommandInput,
  CreateLoadBalancerCommandOutput
> = (input, call) => {
  const {
    Name,
    Scheme = 'internet-facing',
    Type = 'application',
    IpAddressType = 'ipv4',
    Tags,
  } = input
  if (Type !== 'application')
    throw awsError(
      'InternalFailure',
      `The embedded emulator does not implement load balancers of type '${Type}'. See docs/coverage.md for what it does.`,
      501,
    )
  checkLoadBalancerName(Name)
  ensureServiceLinkedRole(call, 'elasticloadbalancing.amazonaws.com')
  checkTags(undefined, Tags)
  const { loadBalancers } = balancingOf(call)
  const subnets = checkedSubnets(call, input)
  const VpcId = subnets[0]!.VpcId
  checkScheme(call, Scheme, VpcId)
  const SecurityGroups = checkedGroups(call, VpcId, input.SecurityGroups)
  const twin = loadBalancers.values().find(({ LoadBalancerName }) => LoadBalancerName === Name)
  if (twin) {
    const same =
      twin.Scheme === Scheme &&
      twin.IpAddressType === IpAddressType &&
      sameMembers(twin.SecurityGroups, SecurityGroups) &&
      sameMembers(
        twin.interfaces.map(({ subnetId }) => subnetId),
        subnets.map(({ SubnetId }) => SubnetId),
      ) &&
      hasTags(call, twin.LoadBalancerArn, Tags)
    if (same) return { LoadBalancers: [twin] }
    throw awsError(
      'DuplicateLoadBalancerNameException',
      `A load balancer with the same name '${Name}' exists, but with different settings`,
    )
  }
  const balancer: LoadBalancer = {
    LoadBalancerArn: loadBalancerArn(call, Name),
    LoadBalancerName: Name,
    DNSName: `${Name}.elb.localhost.localstack.cloud`,
    CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
    CreatedTime: call.clock.now(),
    Scheme,
    Type,
    IpAddressType,
    VpcId,
    SecurityGroups,
    State: { Code: 'active' },
    interfaces: [],
    attributes: initialAttributes(loadBalancerAttributes),
  }
  attachSubnets(call, balancer, subnets)
  loadBalancers.set(balancer.LoadBalancerArn, balancer)
  addTags(call, balancer.LoadBalancerArn, Tags)
  return { LoadBalancers: [{ ...balancer, State: { Code: 'provisioning' } }] }
}

const sameMembers = (a: string[], b: string[]) =>
  a.length === b.length && a.every((member) => b.includes(member))
