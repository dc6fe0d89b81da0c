import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { taggedGroup } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = ({ resourceArn }, call) => ({
  tags: Object.fromEntries(taggedGroup(call, resourceArn).tags),
})
