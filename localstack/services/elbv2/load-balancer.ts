import type { SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  createNetworkInterface,
  defaultGroup,
  deleteNetworkInterface,
  findSecurityGroup,
  findSubnet,
  networkOf,
  type SubnetRecord,
} from '../ec2/public.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkArn } from './arn.ts'
import { balancingOf } from './state.ts'
import type { LoadBalancerRecord } from './records.ts'

export const loadBalancerNotFound = (arn: string) =>
  awsError('LoadBalancerNotFoundException', `Load balancer '${arn}' not found`)

/** The balancer an operation names by its ARN, or ELB's error. */
export function requireLoadBalancer(scope: Scope, arn: string): LoadBalancerRecord {
  checkArn('load balancer', arn)
  const found = balancingOf(scope).loadBalancers.get(arn)
  if (!found) throw loadBalancerNotFound(arn)
  return found
}

interface GivenSubnets {
  Subnets?: string[] | undefined
  SubnetMappings?: Pick<SubnetMapping, 'SubnetId'>[] | undefined
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones */
const minFreeAddresses = 8

/** The subnets given for a load balancer: two zones at least for an application one, one subnet in each. */
export function checkedSubnets(
  scope: Scope,
  type: LoadBalancerRecord['Type'],
  given: GivenSubnets,
): SubnetRecord[] {
  const { Subnets, SubnetMappings } = given
  if (Subnets && SubnetMappings)
    throw awsError(
      'ValidationError',
      'You must specify either subnets or subnet mappings, not both',
    )
  const ids = Subnets ?? SubnetMappings?.map(({ SubnetId = '' }) => SubnetId) ?? []
  if (ids.length === 0) throw awsError('ValidationError', 'At least one subnet must be specified')
  const subnets = [...new Set(ids)].map((id) => {
    const subnet = findSubnet(scope, id)
    if (!subnet) throw awsError('SubnetNotFoundException', `The subnet ID '${id}' does not exist`)
    return subnet
  })
  if (new Set(subnets.map(({ VpcId }) => VpcId)).size > 1)
    throw awsError('InvalidSubnetException', 'All subnets must belong to the same VPC')
  const zones = new Set(subnets.map(({ AvailabilityZone }) => AvailabilityZone))
  if (zones.size < subnets.length)
    throw awsError(
      'InvalidConfigurationRequestException',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    )
  const full = subnets.find((subnet) => subnet.AvailableIpAddressCount < minFreeAddresses)
  if (type === 'application' && full)
    throw awsError(
      'InvalidSubnetException',
      `Not enough IP space available in ${full.SubnetId}. ELB requires at least ${minFreeAddresses} free IP addresses in each subnet.`,
    )
  if (type === 'application' && zones.size < 2)
    throw awsError(
      'ValidationError',
      'At least two subnets in two different Availability Zones must be specified',
    )
  return subnets
}

/** An internet-facing balancer requires an internet gateway in its VPC. */
export function checkScheme(scope: Scope, scheme: string, vpcId: string): void {
  const attached = networkOf(scope)
    .internetGateways.values()
    .some(({ Attachments }) => Attachments.some(({ VpcId }) => VpcId === vpcId))
  if (scheme === 'internet-facing' && !attached)
    throw awsError('InvalidSubnetException', `VPC ${vpcId} has no internet gateway`)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxGroups = 5

/** The security groups given, which must be the VPC's; its default group when none are. */
export function checkedGroups(scope: Scope, vpcId: string, ids: string[] = []): string[] {
  if (ids.length === 0) return [defaultGroup(networkOf(scope), vpcId).GroupId]
  for (const id of ids) {
    if (!id.startsWith('sg-'))
      throw awsError('ValidationError', `Security group '${id}' is not valid`)
    const group = findSecurityGroup(scope, id)
    if (!group)
      throw awsError(
        'InvalidConfigurationRequestException',
        'One or more security groups are invalid',
      )
    if (group.VpcId !== vpcId)
      throw awsError(
        'InvalidConfigurationRequestException',
        `Security group "${id}" does not belong to VPC "${vpcId}"`,
      )
  }
  const unique = [...new Set(ids)]
  if (unique.length > maxGroups)
    throw awsError(
      'InvalidConfigurationRequestException',
      `The maximum number of security groups for a load balancer is ${maxGroups}`,
    )
  return unique
}

/** Subnets here have no IPv6 addresses, which all types but ipv4 require. */
export function checkIpAddressType(balancerType: LoadBalancerRecord['Type'], type: string): void {
  if (type === 'dualstack-without-public-ipv4' && balancerType === 'network')
    throw awsError(
      'ValidationError',
      `The specified IP address type is not supported on load balancers with type '${balancerType}'.`,
    )
  if (type !== 'ipv4')
    throw awsError(
      'InvalidSubnetException',
      `You must specify subnets with an associated IPv6 CIDR block for IP address type '${type}'`,
    )
}

/** Gives the balancer an interface in each of these subnets and takes those in others away. */
export function attachSubnets(
  scope: Scope,
  balancer: LoadBalancerRecord,
  subnets: SubnetRecord[],
): void {
  const wanted = new Set(subnets.map(({ SubnetId }) => SubnetId))
  for (const { subnetId, interfaceId } of balancer.interfaces)
    if (!wanted.has(subnetId)) deleteNetworkInterface(scope, interfaceId)
  const known = new Map(balancer.interfaces.map((entry) => [entry.subnetId, entry]))
  const description = `ELB ${balancer.LoadBalancerArn.split(':loadbalancer/')[1]}`
  balancer.interfaces = subnets.map(
    ({ SubnetId }) =>
      known.get(SubnetId) ?? {
        subnetId: SubnetId,
        interfaceId: createNetworkInterface(scope, {
          subnetId: SubnetId,
          groups: balancer.SecurityGroups.length > 0 ? balancer.SecurityGroups : 'none',
          ...(balancer.Type === 'network' && { interfaceType: 'network_load_balancer' }),
          description,
          requesterId: 'amazon-elb',
          hasPublicAddress: balancer.Scheme === 'internet-facing',
        }).NetworkInterfaceId,
      },
  )
  balancer.AvailabilityZones = subnets.map(({ SubnetId, AvailabilityZone }) => ({
    ZoneName: AvailabilityZone,
    SubnetId,
    LoadBalancerAddresses: [],
  }))
}

/** Finds a load balancer by its DNS name in lower case. */
export const findLoadBalancerByName = (
  scope: Scope,
  name: string,
): LoadBalancerRecord | undefined =>
  balancingOf(scope)
    .loadBalancers.values()
    .find(({ DNSName }) => DNSName.toLowerCase() === name)
