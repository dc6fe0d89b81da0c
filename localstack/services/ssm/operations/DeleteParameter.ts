import type { DeleteParameterCommandInput, DeleteParameterCommandOutput } from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { noSuchParameter } from '../parameter.ts'
import { parametersOf } from '../state.ts'

export const DeleteParameter: Operation<
  DeleteParameterCommandInput,
  DeleteParameterCommandOutput
> = ({ Name }, call) => {
  if (!parametersOf(call).delete(Name)) throw noSuchParameter()
  return {}
}
