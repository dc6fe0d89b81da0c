import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkArn } from './arn.ts'
import { balancingOf } from './state.ts'
import type { TargetGroupRecord } from './records.ts'

export const findTargetGroup = (scope: Scope, arn: string): TargetGroupRecord | undefined =>
  balancingOf(scope).targetGroups.get(arn)

/** The group an operation names by its ARN, or ELB's error. */
export function requireTargetGroup(scope: Scope, arn: string): TargetGroupRecord {
  checkArn('target group', arn)
  const group = findTargetGroup(scope, arn)
  if (!group) throw awsError('TargetGroupNotFoundException', `Target groups '${arn}' not found`)
  return group
}
