import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from '../release/context.ts'
import {
  isSecure,
  readDomain,
  readLoadBalancer,
  servingListener,
} from '../release/load-balancer-file.ts'
import type { Address } from '../release/reach.ts'
import type { Values } from '../release/template.ts'
import { findLoadBalancer, requireLoadBalancer } from './load-balancer.ts'

/** Finds where requests of users arrive, by the load balancer and its file. */
export async function findAddress(
  context: Pick<Context, 'aws' | 'app'>,
  values: Values,
): Promise<Address | undefined> {
  const balancer = await findLoadBalancer(context)
  return balancer && addressOf(balancer, values)
}

export const requireAddress = async (context: Context, values: Values): Promise<Address> =>
  addressOf(await requireLoadBalancer(context), values)

function addressOf({ LoadBalancerName, DNSName }: LoadBalancer, values: Values): Address {
  const serving = servingListener(readLoadBalancer(values))
  return {
    name: LoadBalancerName!,
    dnsName: DNSName!,
    port: serving.Port,
    domain: isSecure(serving) ? readDomain(values) : undefined,
  }
}
