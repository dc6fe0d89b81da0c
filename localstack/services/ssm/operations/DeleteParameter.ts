import type { DeleteParameterCommandInput, DeleteParameterCommandOutput } from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { requireParameterRecord } from '../parameter.ts'
import { parametersOf } from '../state.ts'

export const DeleteParameter: Operation<
  DeleteParameterCommandInput,
  DeleteParameterCommandOutput
> = ({ Name }, call) => {
  parametersOf(call).delete(requireParameterRecord(call, Name).Name)
  return {}
}
