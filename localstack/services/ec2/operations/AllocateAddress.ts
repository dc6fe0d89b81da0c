import type { AllocateAddressCommandInput, AllocateAddressCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { newResourceId } from '../id.ts'
import { publicAddressFor } from '../address.ts'
import { tagsFor } from '../tag.ts'
export const AllocateAddress: Operation<
  AllocateAddressCommandInput,
  AllocateAddressCommandOutput
> = ({ TagSpecifications, Domain = 'vpc', ...given }, call) => {
  for (const member of [
    'Address',
    'PublicIpv4Pool',
    'CustomerOwnedIpv4Pool',
    'IpamPoolId',
  ] as const)
    if (given[member] !== undefined) throw notImplemented(member)
  const { addresses } = networkOf(call)
  const Tags = tagsFor('elastic-ip', TagSpecifications)
  if (addresses.size >= maxAddresses)
    throw awsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.')
  const AllocationId = newResourceId('eipalloc')
  const address = {
    AllocationId,
    PublicIp: publicAddressFor(AllocationId),
    Domain,
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: call.region,
  }
  addresses.set(AllocationId, { ...address, Tags })
  return address
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html#using-instance-addressing-limit */
const maxAddresses = 5
