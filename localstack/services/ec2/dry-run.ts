import { awsError } from '../../kernel/errors.ts'
import { type Operation, wrapping } from '../service.ts'

/** Gives operations EC2's DryRun: a well-formed call that asks for it answers DryRunOperation and changes nothing. */
export const withDryRun = (
  operations: Record<string, Operation<never, object>>,
): Record<string, Operation<never, object>> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      wrapping(operation, (input, call) => {
        if ((input as { DryRun?: boolean }).DryRun)
          throw awsError(
            'DryRunOperation',
            'Request would have succeeded, but DryRun flag is set.',
            412,
          )
        return operation(input, call)
      }),
    ]),
  )
