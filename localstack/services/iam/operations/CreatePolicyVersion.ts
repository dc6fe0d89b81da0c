import type {
  CreatePolicyVersionCommandInput,
  CreatePolicyVersionCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireCustomerPolicy } from '../policy.ts'
import { checkManagedPolicy } from '../policy-rules.ts'
import { checkManagedSize } from '../quotas.ts'
import type { Operation } from '../../service.ts'

export const CreatePolicyVersion: Operation<
  CreatePolicyVersionCommandInput,
  CreatePolicyVersionCommandOutput
> = ({ PolicyArn, PolicyDocument, SetAsDefault = false }, call) => {
  const policy = requireCustomerPolicy(call, PolicyArn)
  checkManagedPolicy(PolicyDocument)
  checkManagedSize(PolicyDocument)
  if (policy.versions.size >= 5)
    throw awsError(
      'LimitExceededException',
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    )
  const VersionId = `v${policy.nextVersion++}`
  const version = { VersionId, CreateDate: call.clock.now(), document: PolicyDocument }
  policy.versions.set(VersionId, version)
  policy.UpdateDate = version.CreateDate
  if (SetAsDefault) policy.DefaultVersionId = VersionId
  return {
    PolicyVersion: { VersionId, IsDefaultVersion: SetAsDefault, CreateDate: version.CreateDate },
  }
}
