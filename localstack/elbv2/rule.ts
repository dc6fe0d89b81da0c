import type {
  Action,
  Rule as RuleRecord,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2'

/** A rule of a listener besides its default actions. */
export interface Rule extends RuleRecord {
  RuleArn: string
  Priority: string
  IsDefault: false
  Conditions: RuleCondition[]
  Actions: Action[]
  listenerArn: string
}
