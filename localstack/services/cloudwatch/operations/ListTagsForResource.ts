import { type Operation, readOnly } from '../../service.ts'
import { requireTaggedAlarm } from '../alarm.ts'
import type { Tag } from '../records.ts'

export const ListTagsForResource: Operation<{ ResourceARN: string }, { Tags: Tag[] }> = readOnly(
  ({ ResourceARN }, call) => ({
    Tags: [...requireTaggedAlarm(call, ResourceARN).tags].map(([Key, Value]) => ({ Key, Value })),
  }),
)
