import type {
  ModifySubnetAttributeCommandInput,
  ModifySubnetAttributeCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Given, Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { requireSubnet } from '../subnet.ts'

export const ModifySubnetAttribute: Operation<
  ModifySubnetAttributeCommandInput,
  ModifySubnetAttributeCommandOutput
> = ({ SubnetId, ...attributes }, call) => {
  const subnet = requireSubnet(call, SubnetId)
  if (Object.keys(attributes).length !== 1)
    throw awsError('MissingParameter', 'The request must contain exactly one subnet attribute.')
  for (const member of neverOn) if (attributes[member]?.Value) throw notImplemented(member)
  for (const member of ['CustomerOwnedIpv4Pool', 'EnableLniAtDeviceIndex'] as const)
    if (attributes[member] !== undefined) throw notImplemented(member)
  const options = subnet.PrivateDnsNameOptionsOnLaunch
  const {
    MapPublicIpOnLaunch,
    PrivateDnsHostnameTypeOnLaunch,
    EnableResourceNameDnsARecordOnLaunch,
  } = attributes
  if (MapPublicIpOnLaunch) subnet.MapPublicIpOnLaunch = MapPublicIpOnLaunch.Value ?? false
  if (PrivateDnsHostnameTypeOnLaunch) options.HostnameType = PrivateDnsHostnameTypeOnLaunch
  if (EnableResourceNameDnsARecordOnLaunch)
    options.EnableResourceNameDnsARecord = EnableResourceNameDnsARecordOnLaunch.Value ?? false
  return {}
}

/** Attributes that are off here and cannot be turned on, since subnets have no IPv6 addresses and no Outposts. */
const neverOn = [
  'AssignIpv6AddressOnCreation',
  'DisableLniAtDeviceIndex',
  'EnableDns64',
  'EnableResourceNameDnsAAAARecordOnLaunch',
  'MapCustomerOwnedIpOnLaunch',
] as const satisfies (keyof Given<ModifySubnetAttributeCommandInput>)[]
