import type {
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requireGroup } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListGroupPolicies: Operation<
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = requireGroup(call, input.GroupName)
  const { items, paging } = iamPage([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
