import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { ScalableTarget } from './scalable-target.ts'
import { autoScalingOf } from './state.ts'

/** The scalable target a tagging call names; only these have tags. */
export function taggedTarget(scope: Scope, resourceArn: string): ScalableTarget {
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
