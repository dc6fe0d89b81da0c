import type {
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { iamPage } from '../list.ts'
import { requireGroup } from '../group.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedGroupPolicies: Operation<
  ListAttachedGroupPoliciesCommandInput,
  ListAttachedGroupPoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, requireGroup(call, input.GroupName), PathPrefix)
  const { items, paging } = iamPage(attached, input)
  return { AttachedPolicies: items, ...paging }
})
