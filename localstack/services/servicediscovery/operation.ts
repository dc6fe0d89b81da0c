import type { Scope } from '../../kernel/scope.ts'
import { newOperationId } from './id.ts'
import type { OperationRecord, OperationTargets } from './records.ts'
import { discoveryOf } from './state.ts'

/** Milliseconds that an operation takes. Its effect is there at once. */
const duration = 1000

/** Cloud Map remembers the operations of the last 60 days; here it is the last thousand. */
const remembered = 1000

/** Records an operation, and returns its id. */
export function addOperation(scope: Scope, Type: string, Targets: OperationTargets): string {
  const { operations } = discoveryOf(scope)
  const now = scope.clock.now()
  const Id = newOperationId()
  operations.set(Id, {
    Id,
    Type,
    CreateDate: now,
    UpdateDate: new Date(now.getTime() + duration / scope.clock.rate),
    Targets,
  })
  for (const oldest of operations.keys())
    if (operations.size > remembered) operations.delete(oldest)
    else break
  return Id
}

export const operationStatus = ({ clock }: Scope, { UpdateDate }: OperationRecord) =>
  clock.now() < UpdateDate ? ('PENDING' as const) : ('SUCCESS' as const)
