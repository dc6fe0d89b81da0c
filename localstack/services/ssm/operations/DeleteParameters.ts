import type {
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { findParameter } from '../parameter.ts'
import { parametersOf } from '../state.ts'

export const DeleteParameters: Operation<
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput
> = ({ Names }, call) => {
  const { there = [], missing = [] } = Object.groupBy(new Set(Names), (name) =>
    findParameter(call, name) ? 'there' : 'missing',
  )
  for (const name of there) {
    const parameter = findParameter(call, name)
    if (parameter) parametersOf(call).delete(parameter.Name)
  }
  return { DeletedParameters: there, InvalidParameters: missing }
}
