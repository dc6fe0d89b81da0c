import type {
  DeleteTargetGroupCommandInput,
  DeleteTargetGroupCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkArn } from '../arn.ts'
import { balancingOf } from '../state.ts'

/** Succeeds if the group does not exist. */
export const DeleteTargetGroup: Operation<
  DeleteTargetGroupCommandInput,
  DeleteTargetGroupCommandOutput
> = ({ TargetGroupArn: arn }, call) => {
  checkArn('target group', arn)
  const { targetGroups, tags } = balancingOf(call)
  if (targetGroups.get(arn)?.LoadBalancerArns.length)
    throw awsError(
      'ResourceInUseException',
      `Target group '${arn}' is currently in use by a listener or a rule`,
    )
  targetGroups.delete(arn)
  tags.delete(arn)
  return {}
}
