import type {
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { parametersOf } from '../state.ts'

export const DeleteParameters: Operation<
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput
> = ({ Names }, call) => {
  const all = parametersOf(call)
  const { there = [], missing = [] } = Object.groupBy(Names, (name) =>
    all.has(name) ? 'there' : 'missing',
  )
  for (const name of there) all.delete(name)
  return { DeletedParameters: there, InvalidParameters: missing }
}
