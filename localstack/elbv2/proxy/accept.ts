import type { Duplex } from 'node:stream'
import { ClientConnection, type Front } from './client-connection.ts'
import { isHttp } from '../health-check.ts'
import { Relay } from './relay.ts'

/** Takes a connection as its listener does: request by request, or byte by byte. */
export function accept(front: Front, socket: Duplex): void {
  if (isHttp(front.listener.Protocol)) new ClientConnection(front, socket).open()
  else new Relay(front, socket).open()
}
