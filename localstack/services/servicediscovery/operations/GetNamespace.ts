import { type Operation, readOnly } from '../../service.ts'
import { namespaceToApi, requireNamespace } from '../namespace.ts'

export const GetNamespace: Operation<{ Id: string }, { Namespace: object }> = readOnly(
  ({ Id }, call) => {
    const record = requireNamespace(call, Id)
    return {
      Namespace: { ...namespaceToApi(call, record), CreatorRequestId: record.CreatorRequestId },
    }
  },
)
