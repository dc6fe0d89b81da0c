import type { Operation } from '../../service.ts'
import { requireTaggedAlarm } from '../alarm.ts'
import { checkAlarmTags } from '../rules.ts'
import type { Tag } from '../records.ts'

export const TagResource: Operation<{ ResourceARN: string; Tags: Tag[] }, object> = (
  { ResourceARN, Tags },
  call,
) => {
  const { tags } = requireTaggedAlarm(call, ResourceARN)
  checkAlarmTags(tags.keys(), Tags)
  for (const { Key, Value } of Tags) tags.set(Key, Value)
  return {}
}
