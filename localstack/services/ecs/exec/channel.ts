import type { Duplex } from 'node:stream'
import type { Emulator, Upgrades } from '../../service.ts'
import { acceptHandshake, asksForWebSocket, rejectHandshake } from '../../../websocket/handshake.ts'
import { closeCode } from '../../../websocket/frame.ts'
import { WebSocketConnection } from '../../../websocket/web-socket.ts'
import { claimSession, isPending } from './sessions.ts'
import { TerminalSession } from './terminal-session.ts'

const prefix = '/v1/data-channel/'

/** The time in which a client has to show its token, in milliseconds. */
const patience = 10_000

/** Session Manager's data channel: `/v1/data-channel/<session>?role=publish_subscribe`. */
export const dataChannel: Upgrades = {
  canUpgrade: (request) => asksForWebSocket(request) && request.url!.startsWith(prefix),
  upgrade(request, socket, head, emulator) {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const id = pathname.slice(prefix.length)
    if (!isPending(emulator, id)) return rejectHandshake(socket, '404 Not Found')
    if (searchParams.get('role') !== 'publish_subscribe')
      return rejectHandshake(socket, '400 Bad Request')
    if (acceptHandshake(request, socket)) openChannel(emulator, { id, socket, head })
  },
}

/** The first message has the token. All others are the session's. */
function openChannel(
  emulator: Emulator,
  { id, socket, head }: { id: string; socket: Duplex; head: Buffer },
): void {
  let session: TerminalSession | undefined
  const cancel = emulator.clock.race(patience, () =>
    connection.close(closeCode.policyViolation, 'no token came'),
  )
  const connection = new WebSocketConnection(socket, head, {
    onMessage(message) {
      if (session) return session.receive(message)
      const claimed = claimSession(emulator, id, tokenIn(message))
      if (!claimed) return connection.close(closeCode.policyViolation, 'the token is not valid')
      cancel()
      session = new TerminalSession(emulator, claimed, connection)
    },
    onClose() {
      cancel()
      session?.disconnected()
    },
  })
}

function tokenIn(message: Buffer): string {
  try {
    const { TokenValue: token } = JSON.parse(message.toString()) as { TokenValue?: unknown }
    return typeof token === 'string' ? token : ''
  } catch {
    return ''
  }
}
