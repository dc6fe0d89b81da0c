import { type Operation, readOnly } from '../../service.ts'
import type { DiscoveryTag } from '../records.ts'
import { requireDiscoveryTags } from '../tags.ts'

export const ListTagsForResource: Operation<{ ResourceARN: string }, { Tags: DiscoveryTag[] }> =
  readOnly(({ ResourceARN }, call) => ({
    Tags: [...requireDiscoveryTags(call, ResourceARN)].map(([Key, Value]) => ({ Key, Value })),
  }))
