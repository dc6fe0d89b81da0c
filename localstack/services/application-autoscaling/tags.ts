import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { autoScalingOf } from './state.ts'
import type { ScalableTargetRecord } from './records.ts'

/** The scalable target a tagging call names; only these have tags. */
export function taggedTarget(scope: Scope, resourceArn: string): ScalableTargetRecord {
  const found = autoScalingOf(scope)
    .targets.values()
    .find(({ ScalableTargetARN }) => ScalableTargetARN === resourceArn)
  if (!found)
    throw awsError(
      'ResourceNotFoundException',
      `The specified resource doesn't exist: ${resourceArn}`,
    )
  return found
}
