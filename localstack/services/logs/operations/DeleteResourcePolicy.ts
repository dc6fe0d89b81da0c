import type {
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { resourcePoliciesOf } from '../state.ts'

export const DeleteResourcePolicy: Operation<
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput
> = ({ policyName = '', resourceArn }, call) => {
  if (resourceArn !== undefined) throw notImplemented('the resource policies of single log groups')
  if (!resourcePoliciesOf(call).delete(policyName))
    throw awsError('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`)
  return {}
}
