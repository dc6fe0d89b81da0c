import type {
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { iamPage } from '../list.ts'
import { requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedRolePolicies: Operation<
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, requireRole(call, input.RoleName), PathPrefix)
  const { items, paging } = iamPage(attached, input)
  return { AttachedPolicies: items, ...paging }
})
