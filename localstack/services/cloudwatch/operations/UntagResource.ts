import type { Operation } from '../../service.ts'
import { requireTaggedAlarm } from '../alarm.ts'

export const UntagResource: Operation<{ ResourceARN: string; TagKeys: string[] }, object> = (
  { ResourceARN, TagKeys },
  call,
) => {
  const { tags } = requireTaggedAlarm(call, ResourceARN)
  for (const key of TagKeys) tags.delete(key)
  return {}
}
