import { randomUUID } from 'node:crypto'
import { AwsError, notImplemented } from '../../../kernel/errors.ts'
import { rootOf } from '../../iam/public.ts'
import type { Given, Operation, Output } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'

/** Runs an operation of another service as a part of an ECS call or of the scheduler's step. Those that Express Mode needs return at once. */
export function perform<I, O>(
  scope: Scope,
  operation: Operation<I, O>,
  input: Given<I>,
): Output<O> {
  const caller = rootOf(scope.account)
  try {
    return operation(input, {
      ...scope,
      caller,
      requestId: randomUUID(),
      endpoint: '',
      host: '',
    }) as Output<O>
  } catch (error) {
    if (!(error instanceof AwsError) || error.status === 501) throw error
    throw notImplemented(
      `an Express Mode resource that fails, which AWS reports in the revision of the service: ${error.message}`,
    )
  }
}
