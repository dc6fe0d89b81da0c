import type { DeleteParameterCommandInput, DeleteParameterCommandOutput } from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { noSuchParameter, parametersOf } from '../parameter.ts'

export const DeleteParameter: Operation<
  DeleteParameterCommandInput,
  DeleteParameterCommandOutput
> = ({ Name }, call) => {
  if (!parametersOf(call).delete(Name)) throw noSuchParameter()
  return {}
}
