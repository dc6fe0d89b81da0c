import type {
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
  PolicyUsageType,
} from '@aws-sdk/client-iam'
import { listAwsPolicies } from '../aws-policies.ts'
import { sortByName, iamPage } from '../list.ts'
import { policyToListedApi } from '../policy.ts'
import { countUses, type Uses } from '../policy-uses.ts'
import { iamState } from '../state.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListPolicies: Operation<ListPoliciesCommandInput, ListPoliciesCommandOutput> =
  readOnly((input, call) => {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter } = input
    const customers = Scope === 'AWS' ? [] : call.state(iamState).policies.values()
    const amazons = Scope === 'Local' ? [] : listAwsPolicies()
    const uses = countUses(call)
    const listed = sortByName([...customers, ...amazons], ({ PolicyName }) => PolicyName)
      .filter(({ Path }) => Path.startsWith(PathPrefix))
      .filter(({ Arn }) => !OnlyAttached || uses(Arn).AttachmentCount > 0)
      .filter(({ Arn }) => isUsed(uses(Arn), PolicyUsageFilter))
    const { items, paging } = iamPage(listed, input)
    return { Policies: items.map((policy) => policyToListedApi(policy, uses)), ...paging }
  })

function isUsed(used: ReturnType<Uses>, usage: PolicyUsageType | undefined): boolean {
  if (usage === 'PermissionsPolicy') return used.AttachmentCount > 0
  return usage === undefined || used.PermissionsBoundaryUsageCount > 0
}
