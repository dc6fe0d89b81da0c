import type {
  PutRetentionPolicyCommandInput,
  PutRetentionPolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { invalidValue } from '../errors.ts'
import { requireLogGroup } from '../group.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const allowed = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

export const PutRetentionPolicy: Operation<
  PutRetentionPolicyCommandInput,
  PutRetentionPolicyCommandOutput
> = ({ logGroupName, retentionInDays }, call) => {
  if (!allowed.includes(retentionInDays))
    throw invalidValue(
      'retentionInDays',
      retentionInDays,
      `satisfy enum value set: [${allowed.join(', ')}]`,
    )
  requireLogGroup(call, logGroupName).retentionInDays = retentionInDays
  return {}
}
