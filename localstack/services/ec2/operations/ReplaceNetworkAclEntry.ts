import type {
  ReplaceNetworkAclEntryCommandInput,
  ReplaceNetworkAclEntryCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { checkedEntry, requireEntry, requireNetworkAcl } from '../network-acl.ts'

export const ReplaceNetworkAclEntry: Operation<
  ReplaceNetworkAclEntryCommandInput,
  ReplaceNetworkAclEntryCommandOutput
> = (input, call) => {
  const acl = requireNetworkAcl(call, input.NetworkAclId)
  const entry = checkedEntry(input)
  const replaced = requireEntry(acl, entry)
  acl.Entries = acl.Entries.map((each) => (each === replaced ? entry : each))
  return {}
}
