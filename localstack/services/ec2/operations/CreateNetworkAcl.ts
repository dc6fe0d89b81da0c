import type {
  CreateNetworkAclCommandInput,
  CreateNetworkAclCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { requireVpc } from '../vpc.ts'
import { createNetworkAcl } from '../network/network-acl.ts'

export const CreateNetworkAcl: Operation<
  CreateNetworkAclCommandInput,
  CreateNetworkAclCommandOutput
> = ({ VpcId, TagSpecifications, ClientToken }, call) => {
  requireVpc(call, VpcId)
  const tags = tagsFor('network-acl', TagSpecifications)
  const NetworkAcl = createNetworkAcl(networkOf(call), call, { vpcId: VpcId, tags })
  return { NetworkAcl, ClientToken }
}
