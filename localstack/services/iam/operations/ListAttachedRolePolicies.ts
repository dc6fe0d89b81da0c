import type {
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { attachedPoliciesOf } from '../identity.ts'
import { page } from '../page.ts'
import { roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListAttachedRolePolicies: Operation<
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput
> = readOnly((input, call) => {
  const { PathPrefix = '/' } = input
  const attached = attachedPoliciesOf(call, roleNamed(call, input.RoleName), PathPrefix)
  const { items, paging } = page(attached, input)
  return { AttachedPolicies: items, ...paging }
})
