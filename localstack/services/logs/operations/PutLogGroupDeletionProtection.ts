import type {
  PutLogGroupDeletionProtectionCommandInput,
  PutLogGroupDeletionProtectionCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireNamedLogGroup } from '../group.ts'

export const PutLogGroupDeletionProtection: Operation<
  PutLogGroupDeletionProtectionCommandInput,
  PutLogGroupDeletionProtectionCommandOutput
> = ({ logGroupIdentifier, deletionProtectionEnabled }, call) => {
  const group = requireNamedLogGroup(call, { logGroupIdentifier })
  group.deletionProtectionEnabled = deletionProtectionEnabled
  return {}
}
