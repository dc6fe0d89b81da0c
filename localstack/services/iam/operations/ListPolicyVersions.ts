import type {
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requirePolicy } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicyVersions: Operation<
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput
> = readOnly((input, call) => {
  const { versions, DefaultVersionId } = requirePolicy(call, input.PolicyArn)
  const { items, paging } = iamPage([...versions.values()].toReversed(), input)
  const Versions = items.map(({ VersionId, CreateDate }) => ({
    VersionId,
    IsDefaultVersion: VersionId === DefaultVersionId,
    CreateDate,
  }))
  return { Versions, ...paging }
})
