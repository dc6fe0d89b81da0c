import {
  CreateListenerCommand,
  DeleteListenerCommand,
  DescribeListenersCommand,
  type Listener,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { tagList } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { findLoadBalancer, isOurBalancing } from './load-balancer.ts'

export const listenerPort = 80

export async function findListener(context: Context): Promise<Listener | undefined> {
  const balancer = await findLoadBalancer(context)
  if (!balancer) return undefined
  const { Listeners = [] } = await context.aws.elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }),
  )
  return Listeners.find(({ Port }) => Port === listenerPort)
}

/** Forwards the load balancer's port to the target group. */
export async function ensureListener(
  context: Context,
  { balancer, group }: { balancer: string; group: string },
): Promise<void> {
  const { aws, app, changes } = context
  const what = `listener on port ${listenerPort}`
  const listener = await findListener(context)
  const forward = { DefaultActions: [{ Type: 'forward' as const, TargetGroupArn: group }] }
  if (!listener) {
    await changes.create(what, async () => {
      const { Listeners } = await aws.elb.send(
        new CreateListenerCommand({
          LoadBalancerArn: balancer,
          Protocol: 'HTTP',
          Port: listenerPort,
          ...forward,
          Tags: tagList(app),
        }),
      )
      return Listeners![0]!.ListenerArn
    })
  } else if (listener.DefaultActions?.[0]?.TargetGroupArn === group) {
    changes.unchanged(what)
  } else {
    await changes.update(what, () =>
      aws.elb.send(new ModifyListenerCommand({ ListenerArn: listener.ListenerArn, ...forward })),
    )
  }
}

export async function removeListener(context: Context): Promise<void> {
  const { aws, changes } = context
  const listener = await findListener(context)
  if (!listener) return
  const ours = await isOurBalancing(context, listener.ListenerArn!)
  await changes.remove(`listener on port ${listenerPort}`, ours, () =>
    aws.elb.send(new DeleteListenerCommand({ ListenerArn: listener.ListenerArn })),
  )
}
