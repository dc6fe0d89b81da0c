import type {
  DeleteRuleCommandInput,
  DeleteRuleCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { followRoutes } from '../routes.ts'
import { requireOwnRule } from '../rule.ts'
import { balancingOf } from '../state.ts'

export const DeleteRule: Operation<DeleteRuleCommandInput, DeleteRuleCommandOutput> = (
  { RuleArn },
  call,
) => {
  requireOwnRule(call, RuleArn, 'deleted')
  const { rules, tags } = balancingOf(call)
  rules.delete(RuleArn)
  tags.delete(RuleArn)
  followRoutes(call)
  return {}
}
