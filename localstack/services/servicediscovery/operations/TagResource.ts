import type { Operation } from '../../service.ts'
import type { DiscoveryTag } from '../records.ts'
import { checkDiscoveryTags, requireDiscoveryTags, setDiscoveryTags } from '../tags.ts'

export const TagResource: Operation<{ ResourceARN: string; Tags: DiscoveryTag[] }, object> = (
  { ResourceARN, Tags },
  call,
) => {
  checkDiscoveryTags(requireDiscoveryTags(call, ResourceARN).keys(), Tags)
  setDiscoveryTags(call, ResourceARN, Tags)
  return {}
}
