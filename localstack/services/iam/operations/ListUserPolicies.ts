import type {
  ListUserPoliciesCommandInput,
  ListUserPoliciesCommandOutput,
} from '@aws-sdk/client-iam'
import { iamPage } from '../list.ts'
import { requireUser } from '../user.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListUserPolicies: Operation<
  ListUserPoliciesCommandInput,
  ListUserPoliciesCommandOutput
> = readOnly((input, call) => {
  const { inlinePolicies } = requireUser(call, input.UserName)
  const { items, paging } = iamPage([...inlinePolicies.keys()].toSorted(), input)
  return { PolicyNames: items, ...paging }
})
