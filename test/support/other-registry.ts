import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startDistribution } from '../../bench/peers/distribution.ts'
import { succeeds } from '../../scripts/release/run.ts'

/** The reason why a test without another registry is skipped here; false where there is one. */
export const noOtherRegistry =
  !(await succeeds('docker-registry', '--version')) &&
  !(await succeeds('apt-get', '--version')) &&
  "Debian's docker-registry cannot be installed here"

/** A CNCF registry that needs no login. */
export const openOtherRegistry = () => startDistribution()

/** A CNCF registry that only `me` with `secret` may use, by a token of its own server. */
export async function openGuardedRegistry() {
  const tokens = createServer((request, response) => {
    const [, auth = ''] = request.headers.authorization?.split(' ') ?? []
    const isKnown = Buffer.from(auth, 'base64').toString() === 'me:secret'
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    response.end(isKnown ? '{"token":"any"}' : '{}')
  })
  await once(tokens.listen(0, '127.0.0.1'), 'listening')
  const realm = `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`
  const registry = await startDistribution({ auth: { silly: { realm, service: 'registry' } } })
  return {
    host: registry.host,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]()
      tokens.close()
    },
  }
}
