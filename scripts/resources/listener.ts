import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  type Action,
  type Listener,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { tagList } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { hasAll } from '../release/same.ts'
import type { Json } from '../release/template.ts'
import type { DesiredListener } from '../release/load-balancer-file.ts'
import { findLoadBalancer, isOurBalancing } from './load-balancer.ts'

export async function listListeners(context: Context): Promise<Listener[]> {
  const balancer = await findLoadBalancer(context)
  if (!balancer) return []
  const { Listeners = [] } = await context.aws.elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }),
  )
  return Listeners.toSorted((one, other) => one.Port! - other.Port!)
}

/** Finds the listener on the port of a desired one. */
export const findListener = async (
  context: Context,
  { Port }: DesiredListener,
): Promise<Listener | undefined> =>
  (await listListeners(context)).find((listener) => listener.Port === Port)

/** Creates or updates a listener. Returns its ARN. `group` is the target group of the default service. */
export async function ensureListener(
  context: Context,
  desired: DesiredListener,
  { balancer, group }: { balancer: string; group: string | undefined },
): Promise<string> {
  const { aws, app, changes } = context
  const what = `listener on port ${desired.Port}`
  const listener = await findListener(context, desired)
  const input = { ...desired, DefaultActions: desired.DefaultActions ?? [defaultAction(group)] }
  if (!listener)
    return changes.create(what, async () => {
      const { Listeners } = await aws.elb.send(
        new CreateListenerCommand({ ...input, LoadBalancerArn: balancer, Tags: tagList(app) }),
      )
      return Listeners![0]!.ListenerArn
    })
  const { ListenerArn } = listener
  if (hasAll(listener as unknown as Json, input as unknown as Json)) changes.unchanged(what)
  else
    await changes.update(what, () =>
      aws.elb.send(new ModifyListenerCommand({ ...input, ListenerArn })),
    )
  return ListenerArn!
}

/** Without a default service, a request that no rule matches is not found. */
const defaultAction = (group: string | undefined): Action =>
  group === undefined
    ? {
        Type: 'fixed-response',
        FixedResponseConfig: {
          StatusCode: '404',
          ContentType: 'text/plain',
          MessageBody: 'not found',
        },
      }
    : { Type: 'forward', TargetGroupArn: group }

export const removeListeners = (context: Context): Promise<void> =>
  removeOtherListeners(context, [])

/** Removes the listeners on ports that no desired one has. */
export async function removeOtherListeners(
  context: Context,
  desired: DesiredListener[],
): Promise<void> {
  const { aws, changes } = context
  const ports = desired.map(({ Port }) => Port)
  for (const { ListenerArn, Port } of await listListeners(context)) {
    if (ports.includes(Port!)) continue
    const ours = await isOurBalancing(context, ListenerArn!)
    await changes.remove(`listener on port ${Port}`, ours, () =>
      aws.elb.send(new DeleteListenerCommand({ ListenerArn })),
    )
  }
}
