import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { operationStatus } from '../operation.ts'
import { discoveryOf } from '../state.ts'

export const GetOperation: Operation<{ OperationId: string }, { Operation: object }> = readOnly(
  ({ OperationId }, call) => {
    const found = discoveryOf(call).operations.get(OperationId)
    if (!found) throw awsError('OperationNotFound', `The operation ${OperationId} does not exist.`)
    return {
      Operation: { ...found, OwnerAccount: call.account, Status: operationStatus(call, found) },
    }
  },
)
