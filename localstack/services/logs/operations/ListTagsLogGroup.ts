import type {
  ListTagsLogGroupCommandInput,
  ListTagsLogGroupCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { requireLogGroup } from '../group.ts'

export const ListTagsLogGroup: Operation<
  ListTagsLogGroupCommandInput,
  ListTagsLogGroupCommandOutput
> = readOnly(({ logGroupName }, call) => ({
  tags: Object.fromEntries(requireLogGroup(call, logGroupName).tags),
}))
