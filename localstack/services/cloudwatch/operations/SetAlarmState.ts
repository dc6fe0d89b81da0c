import { awsError } from '../../../kernel/errors.ts'
import { isJson } from '../../../kernel/is-json.ts'
import type { Operation } from '../../service.ts'
import { requireAlarm, setAlarmState } from '../alarm.ts'
import type { AlarmRecord } from '../records.ts'

type Input = Pick<AlarmRecord, 'AlarmName' | 'StateValue' | 'StateReason' | 'StateReasonData'>

export const SetAlarmState: Operation<Input, object> = ({ AlarmName, ...state }, call) => {
  const alarm = requireAlarm(call, AlarmName)
  if (state.StateReasonData !== undefined && !isJson(state.StateReasonData))
    throw awsError('InvalidFormatFault', 'Data was not syntactically valid JSON.')
  setAlarmState(call, alarm, state)
  return {}
}
