import { connect } from 'node:net'

/** Returns false only if a connection to `host:port` is refused. */
export async function isListening(address: string): Promise<boolean> {
  const colon = address.lastIndexOf(':')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(Number(address.slice(colon + 1)), address.slice(0, colon))
  socket.on('connect', () => resolve(true))
  socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED'))
  socket.setTimeout(1000, () => resolve(true))
  try {
    return await promise
  } finally {
    socket.destroy()
  }
}
