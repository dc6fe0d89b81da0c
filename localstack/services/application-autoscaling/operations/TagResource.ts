import type {
  TagResourceCommandInput,
  TagResourceCommandOutput,
} from '@aws-sdk/client-application-auto-scaling'
import type { Operation } from '../../service.ts'
import { checkTargetTags } from '../tag-rules.ts'
import { taggedTarget } from '../tags.ts'

export const TagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (
  { ResourceARN, Tags },
  call,
) => {
  const { tags } = taggedTarget(call, ResourceARN)
  checkTargetTags(tags.keys(), Tags)
  for (const [key, value] of Object.entries(Tags)) tags.set(key, value)
  return {}
}
