import type {
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput,
} from '@aws-sdk/client-iam'
import { requirePolicy, requirePolicyVersion } from '../policy.ts'
import { urlEncoded } from '../../../access/policy/document.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetPolicyVersion: Operation<
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput
> = readOnly(({ PolicyArn, VersionId }, call) => {
  const policy = requirePolicy(call, PolicyArn)
  const { CreateDate, document } = requirePolicyVersion(policy, VersionId)
  const IsDefaultVersion = VersionId === policy.DefaultVersionId
  return {
    PolicyVersion: { Document: urlEncoded(document), VersionId, IsDefaultVersion, CreateDate },
  }
})
