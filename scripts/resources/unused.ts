import type { Context } from '../release/context.ts'
import { type AppService, isJob } from '../release/services.ts'
import { listListeners, removeListeners } from './listener.ts'
import { removeLoadBalancer } from './load-balancer.ts'
import { removeRules } from './rule.ts'
import { removeScaling } from './scaling.ts'
import { findService } from './service.ts'
import { findTargetGroup, removeTargetGroup } from './target-group.ts'

/**
 * Removes what services no longer have a file for: their scaling, their target group with its rules,
 * and the load balancer when no service is behind it. What ECS uses stays until a deployment ends that.
 */
export async function removeUnused(context: Context): Promise<void> {
  const { services } = context.app
  for (const service of services)
    if (!service.files.has('scaling')) await removeScaling(context, service)
  const others = services.filter(({ files }) => !files.has('target-group'))
  const free = []
  for (const service of others) if (!(await isBalancing(context, service))) free.push(service)
  if (free.length === services.length) {
    await removeListeners(context)
    await removeLoadBalancer(context)
  }
  for (const service of free) await removeBalancing(context, service)
}

/** Checks that the ECS service still registers its tasks in its target group. */
async function isBalancing(context: Context, service: AppService): Promise<boolean> {
  const group = await findTargetGroup(context, service)
  if (!group) return false
  const { loadBalancers = [] } = (await findService(context, service)) ?? {}
  const found = loadBalancers.some(({ targetGroupArn }) => targetGroupArn === group.TargetGroupArn)
  if (found)
    context.print(
      `ECS service ${service.name} still uses target group ${group.TargetGroupName}: ${isJob(service) ? 'run `npm run destroy -- --removed`' : 'deploy it'}, then run this again`,
    )
  return found
}

/** Removes the target group of a service, and the rules that forward to it. */
export async function removeBalancing(context: Context, service: AppService): Promise<void> {
  const group = (await findTargetGroup(context, service))?.TargetGroupArn
  if (!group) return
  for (const { ListenerArn } of await listListeners(context))
    await removeRules(context, service, { listener: ListenerArn!, group })
  await removeTargetGroup(context, service)
}
