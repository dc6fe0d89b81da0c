import type {
  ListUserPoliciesCommandInput,
  ListUserPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { page } from '../page.ts'
import { userNamed } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUserPolicies: Operation<
  ListUserPoliciesCommandInput,
  ListUserPoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = userNamed(call, input.UserName)
  const { items, paging } = page([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
