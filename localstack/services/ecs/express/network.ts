import { defaultVpc, findSubnet, isPublicSubnet, networkOf } from '../../ec2/public.ts'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { checkVpc } from '../task/rules.ts'

export interface ExpressNetwork {
  vpcId: string
  subnets: string[]
  /** The groups that tasks have beside the one that ECS makes. */
  securityGroups: string[]
  isPublic: boolean
}

interface GivenNetwork {
  subnets?: string[] | undefined
  securityGroups?: string[] | undefined
}

/** The network of a service: the given subnets, or the default VPC's public ones. */
export function networkFor(
  scope: Scope,
  { subnets: given = [], securityGroups = [] }: GivenNetwork,
): ExpressNetwork {
  const subnets = given.length > 0 ? given : defaultSubnets(scope)
  checkVpc(scope, subnets, securityGroups)
  const network = networkOf(scope)
  const found = subnets.map((id) => findSubnet(scope, id)!)
  const publicOnes = subnets.filter((id) => isPublicSubnet(network, id))
  if (publicOnes.length > 0 && publicOnes.length < subnets.length)
    throw notImplemented('Express Mode services with both public and private subnets')
  if (new Set(found.map(({ AvailabilityZone }) => AvailabilityZone)).size < found.length)
    throw notImplemented('Express Mode services with two subnets in one Availability Zone')
  if (found.length < 2)
    throw notImplemented(
      'Express Mode services in fewer than two Availability Zones, for which AWS makes no load balancer',
    )
  return {
    vpcId: found[0]!.VpcId,
    subnets,
    securityGroups,
    isPublic: publicOnes.length > 0,
  }
}

function defaultSubnets(scope: Scope): string[] {
  const vpc = defaultVpc(scope)
  const network = networkOf(scope)
  const subnets = [...network.subnets.values()]
    .filter(
      ({ VpcId, DefaultForAz, SubnetId }) =>
        VpcId === vpc?.VpcId && DefaultForAz && isPublicSubnet(network, SubnetId),
    )
    .map(({ SubnetId }) => SubnetId)
  if (subnets.length >= 2) return subnets
  throw notImplemented(
    'Express Mode services without subnets in an account whose default VPC lacks two public ones, which AWS rejects in words that are not documented',
  )
}
