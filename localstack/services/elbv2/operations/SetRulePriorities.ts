import type {
  SetRulePrioritiesCommandInput,
  SetRulePrioritiesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { checkPriorityIsFree, requireOwnRule, listenerRulesOf } from '../rule.ts'

/** Sets all the priorities together, so that rules can swap theirs. */
export const SetRulePriorities: Operation<
  SetRulePrioritiesCommandInput,
  SetRulePrioritiesCommandOutput
> = ({ RulePriorities }, call) => {
  const changes = RulePriorities.map(({ RuleArn = '', Priority }, index) => {
    const rule = requireOwnRule(call, RuleArn, 'modified')
    if (Priority === undefined) throw missingPriority(index + 1)
    return { rule, Priority }
  })
  const changed = new Set(changes.map(({ rule }) => rule.RuleArn))
  changes.forEach(({ rule, Priority }, index) => {
    const staying = listenerRulesOf(call, rule.listenerArn).filter(
      ({ RuleArn }) => !changed.has(RuleArn),
    )
    const before = changes
      .slice(0, index)
      .filter((other) => other.rule.listenerArn === rule.listenerArn)
      .map((other) => ({ ...other.rule, Priority: String(other.Priority) }))
    checkPriorityIsFree([...staying, ...before], Priority)
  })
  for (const { rule, Priority } of changes) rule.Priority = String(Priority)
  return { Rules: changes.map(({ rule }) => rule) }
}

const missingPriority = (position: number) =>
  awsError(
    'ValidationError',
    `1 validation error detected: Value null at 'rulePriorities.${position}.member.priority' failed to satisfy constraint: Member must not be null`,
  )
