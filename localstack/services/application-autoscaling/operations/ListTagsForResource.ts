import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import { type Operation, readOnly } from '../../service.ts'
import { taggedTarget } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly(({ ResourceARN }, call) => ({
  Tags: Object.fromEntries(taggedTarget(call, ResourceARN).tags),
}))
