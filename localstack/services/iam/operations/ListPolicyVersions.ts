import type {
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput,
} from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { policyAt } from '../policy.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicyVersions: Operation<
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput
> = readOnly((input, call) => {
  const { versions, DefaultVersionId } = policyAt(call, input.PolicyArn)
  const { items, paging } = page([...versions.values()].toReversed(), input)
  const Versions = items.map(({ VersionId, CreateDate }) => ({
    VersionId,
    IsDefaultVersion: VersionId === DefaultVersionId,
    CreateDate,
  }))
  return { Versions, ...paging }
})
