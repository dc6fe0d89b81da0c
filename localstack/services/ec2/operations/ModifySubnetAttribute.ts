import type {
  ModifySubnetAttributeCommandInput,
  ModifySubnetAttributeCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { requireSubnet } from '../subnet.ts'
export const ModifySubnetAttribute: Operation<
  ModifySubnetAttributeCommandInput,
  ModifySubnetAttributeCommandOutput
> = ({ SubnetId, MapPublicIpOnLaunch, ...others }, call) => {
  const subnet = requireSubnet(call, SubnetId)
  const other = Object.keys(others)[0]
  if (other) throw notImplemented(other)
  if (!MapPublicIpOnLaunch)
    throw awsError('MissingParameter', 'The request must contain exactly one subnet attribute.')
  subnet.MapPublicIpOnLaunch = MapPublicIpOnLaunch.Value ?? false
  return {}
}
