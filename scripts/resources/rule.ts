import {
  type Action,
  CreateRuleCommand,
  type CreateRuleCommandInput,
  CreateRuleInput$,
  DeleteRuleCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
  type Rule,
  SetRulePrioritiesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { tagList } from '../release/app.ts'
import { isPlanned } from '../release/changes.ts'
import type { Context } from '../release/context.ts'
import { checkMembers } from '../release/members.ts'
import { hasAll } from '../release/same.ts'
import type { AppService } from '../release/services.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'

export type DesiredRule = Pick<CreateRuleCommandInput, 'Priority' | 'Conditions'>

/** Reads `rule.json`: the conditions and the priority under which the load balancer forwards to a service. */
export function readRule({ name }: AppService, values: Values): DesiredRule {
  const file = `${name}/rule.json`
  const json = fill(readTemplate(file), values, file)
  checkMembers(json, CreateRuleInput$, file)
  const rule = json as unknown as DesiredRule
  if (!rule.Priority || !rule.Conditions?.length)
    throw new Error(`.aws/${file} needs a Priority and Conditions`)
  return rule
}

/** The rules of a listener but its default one. */
export async function listRules({ aws }: Context, listener: string): Promise<Rule[]> {
  if (isPlanned(listener)) return []
  const { Rules = [] } = await aws.elb.send(new DescribeRulesCommand({ ListenerArn: listener }))
  return Rules.filter(({ IsDefault }) => !IsDefault)
}

export const forwardsTo =
  (group: string) =>
  ({ Actions = [] }: Rule) =>
    Actions.some(({ TargetGroupArn }) => TargetGroupArn === group)

/** Creates or updates the rule that forwards to a service's target group. */
export async function ensureRule(
  context: Context,
  service: AppService,
  { listener, group, values }: { listener: string; group: string; values: Values },
): Promise<void> {
  const { aws, app, changes } = context
  const what = `rule for service ${service.name}`
  const { Priority, Conditions } = readRule(service, values)
  const Actions: Action[] = [{ Type: 'forward', TargetGroupArn: group }]
  const rules = await listRules(context, listener)
  const rule = rules.find(forwardsTo(group))
  if (!rule) {
    await changes.create(what, async () => {
      const { Rules } = await aws.elb.send(
        new CreateRuleCommand({
          ListenerArn: listener,
          Priority,
          Conditions,
          Actions,
          Tags: tagList(app),
        }),
      )
      return Rules![0]!.RuleArn
    })
    return
  }
  const { RuleArn } = rule
  const hasConditions = hasAll(rule.Conditions as unknown as Json, Conditions as unknown as Json)
  const hasPriority = rule.Priority === String(Priority)
  if (hasConditions && hasPriority) return changes.unchanged(what)
  await changes.update(what, async () => {
    if (!hasConditions) await aws.elb.send(new ModifyRuleCommand({ RuleArn, Conditions }))
    if (!hasPriority)
      await aws.elb.send(new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn, Priority }] }))
  })
}

/** Removes the rules to a target group whose service has no `rule.json` any more. */
export async function removeRules(
  context: Context,
  service: AppService,
  { listener, group }: { listener: string; group: string },
): Promise<void> {
  const { aws, changes } = context
  for (const { RuleArn } of (await listRules(context, listener)).filter(forwardsTo(group)))
    await changes.remove(`rule for service ${service.name}`, true, () =>
      aws.elb.send(new DeleteRuleCommand({ RuleArn })),
    )
}
