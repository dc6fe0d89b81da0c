import type { Duplex } from 'node:stream'
import { balancingOf } from '../state.ts'
import { ClientConnection } from './client-connection.ts'
import { isHttp } from '../health-check.ts'
import { Relay } from './relay.ts'
import type { Front } from './exchange.ts'

/**
 * Takes a connection as its listener does: request by request, or byte by byte. It keeps the load balancer, which may
 * be deleted before the connection ends.
 */
export function accept(reached: Omit<Front, 'balancer'>, socket: Duplex): void {
  const { scope, listener } = reached
  const balancer = balancingOf(scope).loadBalancers.get(listener.LoadBalancerArn)
  if (!balancer) return void socket.destroy()
  const front = { ...reached, balancer }
  if (isHttp(front.listener.Protocol)) new ClientConnection(front, socket).open()
  else new Relay(front, socket).open()
}
