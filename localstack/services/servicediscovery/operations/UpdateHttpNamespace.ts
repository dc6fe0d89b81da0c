import type { Operation } from '../../service.ts'
import { describeNamespace, requireNamespaceOf } from '../namespace.ts'

interface Input {
  Id: string
  Namespace: { Description: string }
}

export const UpdateHttpNamespace: Operation<Input, { OperationId: string }> = (
  { Id, Namespace },
  call,
) => {
  const record = requireNamespaceOf(call, 'HTTP', Id)
  return { OperationId: describeNamespace(call, record, Namespace) }
}
