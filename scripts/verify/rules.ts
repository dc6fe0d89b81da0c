import type { AppService } from '../release/services.ts'
import { hasAll } from '../release/same.ts'
import type { Json } from '../release/template.ts'
import type { DesiredLoadBalancer } from '../release/load-balancer-file.ts'
import { type DesiredRule, forwardsTo } from '../resources/rule.ts'
import type { ListenerWithRules } from './account.ts'
import type { ServiceFiles } from './files.ts'
import { fail, type Finding, fine, notChecked, warn } from './finding.ts'
import type { Seen } from './seen.ts'

const fix = 'run `npm run bootstrap`'

/** Checks that the load balancer has the listeners of its file. */
export function checkListeners(
  { listeners }: DesiredLoadBalancer,
  found: Seen<ListenerWithRules[]>,
): Finding[] {
  if ('unseen' in found) return [notChecked('listeners', found.unseen)]
  return listeners.map(({ Port, Protocol }) => {
    const listener = found.value.find((one) => one.Port === Port)
    if (!listener) return fail(`the load balancer has no listener on port ${Port}`, { fix })
    if (listener.Protocol !== Protocol)
      return fail(
        `the listener on port ${Port} is for ${listener.Protocol}, and load-balancer.json has ${Protocol}`,
        { fix },
      )
    return fine(`listener on port ${Port}, ${Protocol}`)
  })
}

/** Checks that no two services have the same priority. */
export function checkPriorities(all: Pick<ServiceFiles, 'service' | 'rule'>[]): Finding[] {
  const taken = new Map<number, string>()
  return all.flatMap(({ service: { name }, rule }) => {
    if (!rule?.Priority) return []
    const other = taken.get(rule.Priority)
    taken.set(rule.Priority, other ?? name)
    return other === undefined ? [] : [inUse(name, rule.Priority, `the rule of ${other}`)]
  })
}

const inUse = (service: string, priority: number, other: string) =>
  fail(`rule.json has the priority ${priority}, and so has ${other}`, {
    service,
    says: `Priority '${priority}' is currently in use`,
  })

/** Checks the rule of a service on the serving listener, and that no foreign rule has its priority. */
export function checkRule(
  { name }: AppService,
  { Priority, Conditions = [] }: DesiredRule,
  { found, group }: { found: Seen<ListenerWithRules[]>; group: string | undefined },
): Finding[] {
  if ('unseen' in found) return [notChecked('rule', found.unseen, name)]
  const service = { service: name }
  const rules = found.value.flatMap((listener) => listener.rules)
  const own = group === undefined ? [] : rules.filter(forwardsTo(group))
  const taken = rules.find((rule) => rule.Priority === String(Priority) && !own.includes(rule))
  if (taken)
    return [
      inUse(
        name,
        Priority!,
        `the rule to ${taken.Actions?.[0]?.TargetGroupArn?.split('/')[1] ?? taken.RuleArn}`,
      ),
    ]
  const [rule] = own
  if (!rule) return [fail('the load balancer has no rule for the service', { ...service, fix })]
  const isSame =
    rule.Priority === String(Priority) &&
    hasAll(rule.Conditions as unknown as Json, Conditions as unknown as Json)
  if (!isSame)
    return [warn('the rule of the load balancer is not that of rule.json', { ...service, fix })]
  return [fine(`rule with priority ${Priority}`, service)]
}
