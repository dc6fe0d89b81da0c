import type { ListPoliciesCommandInput, ListPoliciesCommandOutput } from '@aws-sdk/client-iam'
import type { Policy as AwsPolicy, PolicyUsageType } from '@aws-sdk/client-iam'
import { awsPolicies } from '../aws-policies.ts'
import { sortByName, iamPage } from '../list.ts'
import { policyToListedApi } from '../policy.ts'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicies: Operation<ListPoliciesCommandInput, ListPoliciesCommandOutput> =
  readOnly((input, call) => {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input
    const customers = Scope === 'AWS' ? [] : call.state(iamState).policies.values()
    const amazons = Scope === 'Local' ? [] : awsPolicies().values()
    const listed = sortByName([...customers, ...amazons], ({ PolicyName }) => PolicyName)
      .filter(({ Path }) => Path.startsWith(PathPrefix))
      .map((policy) => policyToListedApi(call, policy))
      .filter(({ AttachmentCount }) => !OnlyAttached || AttachmentCount! > 0)
      .filter((policy) => isUsed(policy, PolicyUsageFilter))
    const { items, paging } = iamPage(listed, input)
    return { Policies: items, ...paging }
  })

function isUsed(policy: AwsPolicy, usage: PolicyUsageType | undefined): boolean {
  if (usage === 'PermissionsPolicy') return policy.AttachmentCount! > 0
  return usage === undefined || policy.PermissionsBoundaryUsageCount! > 0
}
