import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireNamespace, servicesIn } from '../namespace.ts'
import { addOperation } from '../operation.ts'
import { discoveryOf } from '../state.ts'

export const DeleteNamespace: Operation<{ Id: string }, { OperationId: string }> = (
  { Id: reference },
  call,
) => {
  const { Id, Arn } = requireNamespace(call, reference)
  if (servicesIn(call, Id).length > 0)
    throw awsError(
      'ResourceInUse',
      'Namespace has associated services; delete the services before deleting the namespace',
    )
  discoveryOf(call).namespaces.delete(Id)
  discoveryOf(call).tags.delete(Arn)
  return { OperationId: addOperation(call, 'DELETE_NAMESPACE', { NAMESPACE: Id }) }
}
