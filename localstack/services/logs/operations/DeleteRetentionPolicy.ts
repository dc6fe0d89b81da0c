import type {
  DeleteRetentionPolicyCommandInput,
  DeleteRetentionPolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireLogGroup } from '../group.ts'

export const DeleteRetentionPolicy: Operation<
  DeleteRetentionPolicyCommandInput,
  DeleteRetentionPolicyCommandOutput
> = ({ logGroupName }, call) => {
  delete requireLogGroup(call, logGroupName).retentionInDays
  return {}
}
