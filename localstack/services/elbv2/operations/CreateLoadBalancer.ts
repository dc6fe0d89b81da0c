import type {
  CreateLoadBalancerCommandInput,
  CreateLoadBalancerCommandOutput,
  SubnetMapping,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { networkOf } from '../../ec2/public.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { ensureServiceLinkedRole } from '../../iam/public.ts'
import type { Given, Operation } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { initialAttributes } from '../attributes.ts'
import { loadBalancerArn } from '../arn.ts'
import {
  attachSubnets,
  checkedGroups,
  checkedSubnets,
  checkIpAddressType,
  checkScheme,
} from '../load-balancer.ts'
import { loadBalancerAttributes } from '../load-balancer-attributes.ts'
import { checkLoadBalancerName } from '../name.ts'
import { balancingOf } from '../state.ts'
import { addElbTags, checkTags, hasTags } from '../tags.ts'
import type { LoadBalancerRecord } from '../records.ts'

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
    SubnetMappings = [],
    Tags,
  } = input
  if (Type === 'gateway') throw notImplemented('gateway load balancers')
  checkLoadBalancerName(Name)
  ensureServiceLinkedRole(call, 'elasticloadbalancing.amazonaws.com')
  checkIpAddressType(Type, IpAddressType)
  checkTags(undefined, Tags)
  checkMappings(call, Type, Scheme, SubnetMappings)
  const { loadBalancers } = balancingOf(call)
  const subnets = checkedSubnets(call, Type, input)
  const VpcId = subnets[0]!.VpcId
  checkScheme(call, Scheme, VpcId)
  const SecurityGroups =
    Type === 'network' && !input.SecurityGroups?.length
      ? []
      : checkedGroups(call, VpcId, input.SecurityGroups)
  const twin = loadBalancers.values().find(({ LoadBalancerName }) => LoadBalancerName === Name)
  if (twin) {
    const same =
      twin.Type === Type &&
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
  checkCount(loadBalancers.values(), Type)
  const balancer: LoadBalancerRecord = {
    LoadBalancerArn: loadBalancerArn(call, Type, Name),
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
    attributes: initialAttributes(loadBalancerAttributes[Type]),
  }
  attachSubnets(call, balancer, subnets)
  loadBalancers.set(balancer.LoadBalancerArn, balancer)
  addElbTags(call, balancer.LoadBalancerArn, Tags)
  return { LoadBalancers: [{ ...balancer, State: { Code: 'provisioning' } }] }
}

const sameMembers = (a: string[], b: string[]) =>
  a.length === b.length && a.every((member) => b.includes(member))

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxBalancers = 50

function checkCount(
  balancers: Iterable<LoadBalancerRecord>,
  type: LoadBalancerRecord['Type'],
): void {
  if ([...balancers].filter(({ Type }) => Type === type).length >= maxBalancers)
    throw awsError(
      'TooManyLoadBalancersException',
      `The maximum number of ${type} load balancers has been reached`,
    )
}

/** Addresses of one's own are for network load balancers: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html */
function checkMappings(
  scope: Scope,
  type: LoadBalancerRecord['Type'],
  scheme: LoadBalancerRecord['Scheme'],
  mappings: Given<SubnetMapping>[],
): void {
  const invalid = (message: string) => awsError('InvalidConfigurationRequestException', message)
  for (const { AllocationId, PrivateIPv4Address } of mappings) {
    if (type === 'application' && AllocationId)
      throw invalid(`Elastic IPs are not supported for load balancers with type '${type}'`)
    if (AllocationId && scheme === 'internal')
      throw invalid('Elastic IP addresses are not supported for internal load balancers')
    if (PrivateIPv4Address && !(type === 'network' && scheme === 'internal'))
      throw invalid(
        "You can only specify private IPv4 addresses for Network Load Balancers with scheme 'internal'.",
      )
    if (PrivateIPv4Address) throw notImplemented('PrivateIPv4Address')
    if (AllocationId && !networkOf(scope).addresses.has(AllocationId))
      throw awsError(
        'AllocationIdNotFoundException',
        `The allocation ID '${AllocationId}' does not exist`,
      )
  }
}
