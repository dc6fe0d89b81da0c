import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** Finds a port that nothing listens on, for programs that must be told one. */
export async function freePort(): Promise<number> {
  await using server = createServer().listen(0)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
