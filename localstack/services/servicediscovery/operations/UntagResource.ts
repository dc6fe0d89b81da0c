import type { Operation } from '../../service.ts'
import { requireDiscoveryTags } from '../tags.ts'

export const UntagResource: Operation<{ ResourceARN: string; TagKeys: string[] }, object> = (
  { ResourceARN, TagKeys },
  call,
) => {
  const tags = requireDiscoveryTags(call, ResourceARN)
  for (const key of TagKeys) tags.delete(key)
  return {}
}
