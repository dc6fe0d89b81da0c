import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { taggedTarget } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = ({ ResourceARN }, call) => ({
  Tags: Object.fromEntries(taggedTarget(call, ResourceARN).tags),
})
