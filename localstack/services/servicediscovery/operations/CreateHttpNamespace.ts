import type { Operation } from '../../service.ts'
import { createNamespace, type NewNamespace } from '../namespace.ts'

type Input = Pick<NewNamespace, 'Name' | 'CreatorRequestId' | 'Description' | 'Tags'>

export const CreateHttpNamespace: Operation<Input, { OperationId: string }> = (input, call) => ({
  OperationId: createNamespace(call, { ...input, Type: 'HTTP' }),
})
