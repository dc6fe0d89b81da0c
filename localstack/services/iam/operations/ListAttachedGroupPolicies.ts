import type {
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { page } from '../page.ts'
import { groupNamed } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedGroupPolicies: Operation<
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, groupNamed(call, input.GroupName), PathPrefix)
  const { items, paging } = page(attached, input)
  return { AttachedPolicies: items, ...paging }
})
