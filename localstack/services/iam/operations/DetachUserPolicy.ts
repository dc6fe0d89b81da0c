import type {
  DetachUserPolicyCommandInput,
  DetachUserPolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireUser } from '../user.ts'
import type { Operation } from '../../service.ts'

export const DetachUserPolicy: Operation<
  DetachUserPolicyCommandInput,
  DetachUserPolicyCommandOutput
> = ({ UserName, PolicyArn }, call) => {
  if (!requireUser(call, UserName).attachedPolicies.delete(PolicyArn))
    throw awsError('NoSuchEntityException', `Policy ${PolicyArn} was not found.`)
  return {}
}
