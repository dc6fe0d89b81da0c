import type {
  DetachRolePolicyCommandInput,
  DetachRolePolicyCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { requireModifiableRole } from '../role.ts'
import type { Operation } from '../../service.ts'

export const DetachRolePolicy: Operation<
  DetachRolePolicyCommandInput,
  DetachRolePolicyCommandOutput
> = ({ RoleName, PolicyArn }, call) => {
  if (!requireModifiableRole(call, RoleName).attachedPolicies.delete(PolicyArn))
    throw awsError('NoSuchEntityException', `Policy ${PolicyArn} was not found.`)
  return {}
}
