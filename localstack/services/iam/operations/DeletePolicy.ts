import type { DeletePolicyCommandInput, DeletePolicyCommandOutput } from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireCustomerPolicy } from '../policy.ts'
import { holdersOf, isAttachedTo } from '../policy-uses.ts'
import { iamState } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeletePolicy: Operation<DeletePolicyCommandInput, DeletePolicyCommandOutput> = (
  { PolicyArn },
  call,
) => {
  const policy = requireCustomerPolicy(call, PolicyArn)
  const { roles, users, groups } = holdersOf(call, isAttachedTo(PolicyArn))
  if (roles.length + users.length + groups.length > 0)
    throw awsError('DeleteConflictException', 'Cannot delete a policy attached to entities.')
  if (policy.versions.size > 1)
    throw awsError(
      'DeleteConflictException',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    )
  call.state(iamState).policies.delete(PolicyArn)
  return {}
}
