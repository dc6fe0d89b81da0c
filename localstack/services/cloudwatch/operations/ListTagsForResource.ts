import { type Operation, readOnly } from '../../service.ts'
import { findTaggedAlarm } from '../alarm.ts'
import type { Tag } from '../records.ts'

/** Of an alarm that is not there, AWS lists no tags (LocalStack's recording test_tagging_metric_alarm). */
export const ListTagsForResource: Operation<{ ResourceARN: string }, { Tags: Tag[] }> = readOnly(
  ({ ResourceARN }, call) => ({
    Tags: [...(findTaggedAlarm(call, ResourceARN)?.tags ?? [])].map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
)
