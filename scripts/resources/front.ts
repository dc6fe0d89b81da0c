import type { Context } from '../release/context.ts'
import type { DesiredListener } from '../release/load-balancer-file.ts'
import type { AppService } from '../release/services.ts'
import { balanced, findDefault } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { ensureListener, findListener, removeOtherListeners } from './listener.ts'
import { ensureRule, removeRules } from './rule.ts'

interface Front {
  balancer: string
  /** The target group of each service. */
  groups: Map<string, string>
  values: Values
}

/**
 * Ensures the listeners with their rules. Those that forward to the services come first, so that a
 * redirect leads to a listener that answers, and what forwards no more goes last.
 */
export async function ensureListeners(
  context: Context,
  listeners: DesiredListener[],
  { balancer, groups, values }: Front,
): Promise<void> {
  const services = balanced(context.app.services)
  const group = groups.get(findDefault(services)?.name ?? '')
  const isServing = ({ DefaultActions }: DesiredListener) => DefaultActions === undefined

  for (const desired of listeners.filter(isServing)) {
    const present = await findListener(context, desired)
    if (present) await ensureRules(present.ListenerArn!)
    const listener = await ensureListener(context, desired, { balancer, group })
    if (!present) await ensureRules(listener)
  }
  for (const desired of listeners.filter((each) => !isServing(each))) {
    const listener = await ensureListener(context, desired, { balancer, group })
    for (const service of services)
      await removeRules(context, service, toService(listener, service))
  }
  await removeOtherListeners(context, listeners)

  async function ensureRules(listener: string): Promise<void> {
    for (const service of services) {
      const to = { ...toService(listener, service), values }
      if (service.files.has('rule')) await ensureRule(context, service, to)
      else await removeRules(context, service, to)
    }
  }

  function toService(listener: string, { name }: AppService) {
    return { listener, group: groups.get(name)! }
  }
}
