import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** Finds a port that nothing listens on, for programs that must be told one. */
export async function freePort(): Promise<number> {
  await using server = createServer().listen(0)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Finds consecutive free ports below those that the system gives out. */
export async function freePorts(count: number): Promise<number[]> {
  const first = randomInt(10_000, 30_000)
  const ports = Array.from({ length: count }, (_, index) => first + index)
  const free = await Promise.all(ports.map(isFree))
  return free.every(Boolean) ? ports : freePorts(count)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const outcome = Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ])
  server.listen(port, '127.0.0.1')
  const isFree = await outcome
  server.close()
  return isFree
}
