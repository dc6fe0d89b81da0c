import type {
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { roleNamed } from '../role.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListRolePolicies: Operation<
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = roleNamed(call, input.RoleName)
  const { items, paging } = page([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
