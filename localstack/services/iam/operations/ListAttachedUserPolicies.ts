import type {
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { iamPage } from '../list.ts'
import { requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedUserPolicies: Operation<
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, requireUser(call, input.UserName), PathPrefix)
  const { items, paging } = iamPage(attached, input)
  return { AttachedPolicies: items, ...paging }
})
