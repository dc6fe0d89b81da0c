import { notImplemented } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { putAlarm } from '../alarm.ts'
import { checkAlarm, checkAlarmTags } from '../rules.ts'
import type { AlarmSettings, Tag } from '../records.ts'

type Input = Partial<AlarmSettings> & {
  AlarmName: string
  EvaluationCriteria?: object
  Tags?: Tag[]
}

export const PutMetricAlarm: Operation<Input, object> = ({ Tags = [], ...input }, call) => {
  if (input.EvaluationCriteria) throw notImplemented('PutMetricAlarm.EvaluationCriteria')
  const settings = {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...input,
  }
  checkAlarm(settings)
  checkAlarmTags([], Tags)
  putAlarm(call, settings, Tags)
  return {}
}
