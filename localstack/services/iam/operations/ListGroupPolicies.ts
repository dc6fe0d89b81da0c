import type {
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { groupNamed } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListGroupPolicies: Operation<
  ListGroupPoliciesCommandInput,
  ListGroupPoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = groupNamed(call, input.GroupName)
  const { items, paging } = page([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
