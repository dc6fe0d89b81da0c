import { createSocket } from 'node:dgram'
import { getServers } from 'node:dns'
import { isIPv6 } from 'node:net'

/** Milliseconds within which this machine's name server has to answer. */
const patience = 4000

/** The most queries under way. */
const most = 500

let underWay = 0

/** Asks this machine's name server. Undefined without one, or without an answer. */
export async function askMachine(message: Buffer): Promise<Buffer | undefined> {
  const [server] = getServers()
  const address = server?.replace(/^\[|\](:\d+)?$|(?<=^[\d.]+):\d+$/g, '')
  if (!address || underWay >= most) return undefined
  const port = Number(/(?:\]|^[\d.]+):(\d+)$/.exec(server ?? '')?.[1] ?? 53)
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  const { promise, resolve } = Promise.withResolvers<Buffer | undefined>()
  const timer = setTimeout(() => resolve(undefined), patience)
  underWay += 1
  socket.on('error', () => resolve(undefined))
  socket.on('message', (answer) => {
    if (answer.readUInt16BE(0) === message.readUInt16BE(0)) resolve(answer)
  })
  socket.send(message, port, address)
  try {
    return await promise
  } finally {
    underWay -= 1
    clearTimeout(timer)
    socket.close()
  }
}
