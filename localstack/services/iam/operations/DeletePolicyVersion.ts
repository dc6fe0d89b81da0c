import type {
  DeletePolicyVersionCommandInput,
  DeletePolicyVersionCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireCustomerPolicy, requirePolicyVersion } from '../policy.ts'
import type { Operation } from '../../service.ts'

export const DeletePolicyVersion: Operation<
  DeletePolicyVersionCommandInput,
  DeletePolicyVersionCommandOutput
> = ({ PolicyArn, VersionId }, call) => {
  const policy = requireCustomerPolicy(call, PolicyArn)
  requirePolicyVersion(policy, VersionId)
  if (VersionId === policy.DefaultVersionId)
    throw awsError('DeleteConflictException', 'Cannot delete the default version of a policy.')
  policy.versions.delete(VersionId)
  return {}
}
