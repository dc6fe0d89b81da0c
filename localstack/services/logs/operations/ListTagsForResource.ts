import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { type Operation, readOnly } from '../../service.ts'
import { requireTaggedLogGroup } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly(({ resourceArn }, call) => ({
  tags: Object.fromEntries(requireTaggedLogGroup(call, resourceArn).tags),
}))
