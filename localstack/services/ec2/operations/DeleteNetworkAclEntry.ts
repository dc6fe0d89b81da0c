import type {
  DeleteNetworkAclEntryCommandInput,
  DeleteNetworkAclEntryCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireEntry, requireNetworkAcl } from '../network-acl.ts'

export const DeleteNetworkAclEntry: Operation<
  DeleteNetworkAclEntryCommandInput,
  DeleteNetworkAclEntryCommandOutput
> = ({ NetworkAclId, RuleNumber, Egress }, call) => {
  const acl = requireNetworkAcl(call, NetworkAclId)
  const deleted = requireEntry(acl, { RuleNumber, Egress })
  acl.Entries = acl.Entries.filter((each) => each !== deleted)
  return {}
}
