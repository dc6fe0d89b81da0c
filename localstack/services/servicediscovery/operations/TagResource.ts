import type { Operation } from '../../service.ts'
import type { Tag } from '../records.ts'
import { checkDiscoveryTags, requireDiscoveryTags, setDiscoveryTags } from '../tags.ts'

export const TagResource: Operation<{ ResourceARN: string; Tags: Tag[] }, object> = (
  { ResourceARN, Tags },
  call,
) => {
  checkDiscoveryTags(requireDiscoveryTags(call, ResourceARN).keys(), Tags)
  setDiscoveryTags(call, ResourceARN, Tags)
  return {}
}
