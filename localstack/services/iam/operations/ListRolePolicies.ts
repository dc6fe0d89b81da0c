import type {
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requireRole } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRolePolicies: Operation<
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = requireRole(call, input.RoleName)
  const { items, paging } = iamPage([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
