import type {
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { groupNamed } from '../group.ts'
import type { Operation } from '../../service.ts'

export const ListGroupPolicies: Operation<
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput
> = (input, call) => {
  const { inlinePolicies } = groupNamed(call, input.GroupName)
  const { items, paging } = page([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
}
