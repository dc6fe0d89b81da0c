import type {
  CreateNetworkAclEntryCommandInput,
  CreateNetworkAclEntryCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkedEntry, findEntry, requireNetworkAcl } from '../network-acl.ts'

export const CreateNetworkAclEntry: Operation<
  CreateNetworkAclEntryCommandInput,
  CreateNetworkAclEntryCommandOutput
> = (input, call) => {
  const acl = requireNetworkAcl(call, input.NetworkAclId)
  const entry = checkedEntry(input)
  if (findEntry(acl, entry))
    throw awsError(
      'NetworkAclEntryAlreadyExists',
      `The network acl entry identified by ${input.RuleNumber} already exists.`,
    )
  if (acl.Entries.filter(({ Egress }) => Egress === entry.Egress).length > maxEntries)
    throw awsError(
      'NetworkAclEntryLimitExceeded',
      'The maximum number of network ACL entries has been reached.',
    )
  acl.Entries = [...acl.Entries, entry].toSorted((a, b) => a.RuleNumber! - b.RuleNumber!)
  return {}
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls */
const maxEntries = 20
