import { createServer } from 'node:net'

/** Checks that nothing on this machine listens on a port. */
export async function requireFreePort(port: number, what: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const probe = createServer()
  probe.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      new Error(
        error.code === 'EADDRINUSE'
          ? `${what} is in use: stop the program that uses it (\`ss -ltnp sport = :${port}\` shows it), then run this again`
          : error.message,
      ),
    ),
  )
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  await promise
}
