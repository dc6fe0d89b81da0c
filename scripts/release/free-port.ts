import { createServer } from 'node:net'

/** Checks that nothing on this machine listens on a port. */
export async function requireFreePort(port: number, what: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const probe = createServer()
  probe.once('error', ({ code }: NodeJS.ErrnoException) => {
    // Docker may listen on a port below 1024 where this user may not.
    if (code !== 'EADDRINUSE') return resolve()
    reject(
      new Error(
        `${what} is in use: stop the program that uses it (\`ss -ltnp sport = :${port}\` shows it), then run this again`,
      ),
    )
  })
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  await promise
}
