import type {
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { page } from '../page.ts'
import { userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedUserPolicies: Operation<
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, userNamed(call, input.UserName), PathPrefix)
  const { items, paging } = page(attached, input)
  return { AttachedPolicies: items, ...paging }
})
