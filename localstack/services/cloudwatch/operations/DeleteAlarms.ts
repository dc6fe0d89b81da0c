import type { Operation } from '../../service.ts'
import { alarmsOf } from '../state.ts'

/** Alarms that are not there are no error: https://github.com/aws-cloudformation/cloudformation-cli/issues/456 */
export const DeleteAlarms: Operation<{ AlarmNames: string[] }, object> = ({ AlarmNames }, call) => {
  for (const name of AlarmNames) alarmsOf(call).delete(name)
  return {}
}
