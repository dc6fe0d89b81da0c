import type { RuleTransform } from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkArn } from './arn.ts'
import { balancingOf } from './state.ts'
import type { ListenerRecord, RuleRecord } from './records.ts'
/** A listener's rules by priority, without the default. */
export const listenerRulesOf = (scope: Scope, listenerArn: string): RuleRecord[] =>
  [...balancingOf(scope).rules.values()]
    .filter((rule) => rule.listenerArn === listenerArn)
    .toSorted((a, b) => Number(a.Priority) - Number(b.Priority))

/** A listener's default actions in the form of a rule. */
export const defaultRule = ({
  defaultRuleArn,
  ListenerArn,
  DefaultActions,
}: ListenerRecord): RuleRecord => ({
  RuleArn: defaultRuleArn,
  Priority: 'default',
  IsDefault: true,
  Conditions: [],
  Actions: DefaultActions,
  listenerArn: ListenerArn,
})

/** Any rule by its ARN, a default one included, or ELB's error. */
export function requireRule(scope: Scope, arn: string): RuleRecord {
  checkArn('listener rule', arn)
  const { rules, listeners } = balancingOf(scope)
  const found = rules.get(arn)
  if (found) return found
  const listener = listeners.values().find(({ defaultRuleArn }) => defaultRuleArn === arn)
  if (!listener) throw awsError('RuleNotFoundException', 'One or more rules not found')
  return defaultRule(listener)
}

/** A rule that is not a listener's default, which alone has a priority of its own. */
export function requireOwnRule(scope: Scope, arn: string, verb: string): RuleRecord {
  const rule = requireRule(scope, arn)
  if (rule.IsDefault)
    throw awsError('OperationNotPermittedException', `Default rule '${arn}' cannot be ${verb}`)
  return rule
}

/** Priorities are unique among a listener's rules. */
export function checkPriorityIsFree(rules: RuleRecord[], priority: number): void {
  if (rules.some(({ Priority }) => Priority === String(priority)))
    throw awsError('PriorityInUseException', `Priority '${priority}' is currently in use`)
}

/** Rejects transforms, which are not implemented. */
export function checkTransforms(transforms: RuleTransform[] = []): void {
  if (transforms.length > 0) throw notImplemented('Transforms')
}
