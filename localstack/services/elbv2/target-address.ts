import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { isInside, networkOf, parseAddress } from '../ec2/public.ts'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { isHttp } from './health-check.ts'
import { isPrivate } from './private-address.ts'
import type { TargetAddress } from './target.ts'
import type { TargetGroupRecord } from './records.ts'

/** A target as it will be registered, or ELB's error. */
export function checkedTargetAddress(
  scope: Scope,
  group: TargetGroupRecord,
  { Id, Port = group.Port, AvailabilityZone }: Given<TargetDescription>,
): TargetAddress & { AvailabilityZone?: string | undefined } {
  if (group.TargetType === 'lambda') throw notImplemented('Lambda targets')
  if (group.TargetType === 'instance')
    throw awsError(
      'InvalidTargetException',
      `The following targets are not in a running state and cannot be registered: '${Id}'`,
    )
  if (parseAddress(Id) === undefined)
    throw awsError('ValidationError', `Target ID '${Id}' is not a valid IPv4 address`)
  return { Id, Port: Port!, AvailabilityZone: zoneOf(scope, group, Id, AvailabilityZone) }
}

/** An address in the VPC has its subnet's zone; one outside must be given the zone `all`. */
function zoneOf(
  scope: Scope,
  group: TargetGroupRecord,
  id: string,
  given: string | undefined,
): string {
  const subnet = networkOf(scope)
    .subnets.values()
    .find(({ VpcId, CidrBlock }) => VpcId === group.VpcId && isInside(id, [CidrBlock]))
  const invalid = (message: string) => awsError('ValidationError', message)
  if (subnet && (given ?? subnet.AvailabilityZone) !== subnet.AvailabilityZone)
    throw invalid(
      `The IP address '${id}' is within the VPC, and cannot have its Availability Zone overridden to '${given}' from '${subnet.AvailabilityZone}'`,
    )
  if (subnet) return subnet.AvailabilityZone
  if (!isPrivate(id))
    throw awsError(
      'InvalidTargetException',
      `The IP address '${id}' is not a valid private address`,
    )
  if (given === undefined)
    throw invalid(
      `The Availability Zone is required for IP address '${id}' because it is not in the VPC`,
    )
  if (given !== 'all')
    throw invalid(
      `The Availability Zone for IP address '${id}' must be 'all' for ${isHttp(group.Protocol) ? 'Application' : 'Network'} Load Balancer target groups, when not within the VPC`,
    )
  return given
}
