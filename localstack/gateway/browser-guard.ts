import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Says why a request is rejected that a web page of another origin may have made a browser send; undefined for
 * all others. `ownNames` are the emulator's, besides those that no attacker can own.
 */
export function pageFault(request: IncomingMessage, ownNames: Set<string>): string | undefined {
  const { host = '' } = request.headers
  const name = loopback.test(host) ? 'localhost' : nameOf(host)
  if (!isSafe(name) && !ownNames.has(name))
    return `The emulator does not answer to the name '${name}', which a web page could have pointed at this machine: use localhost or an IP address, or set LOCALSTACK_HOST=${name}.`
  const isHarmless = request.method === 'GET' || request.method === 'HEAD'
  if ((!isHarmless || request.headers.upgrade) && isForeignPage(request))
    return 'Web pages of other origins may not make calls here.'
  return undefined
}

/** The common case. */
const loopback = /^(localhost|127\.0\.0\.1)(:\d+)?$/

/** The name or address in `name:port`; IPv6 in its brackets. */
const nameOf = (host: string) => host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase()

/** Names that no attacker can own: reserved ones, and AWS's. */
const reserved =
  /(^|\.)(localhost|localhost\.localstack\.cloud|internal|amazonaws\.com|amazonaws\.com\.cn|api\.aws|public\.ecr\.aws)$/

/**
 * The owner of a public name can point it at 127.0.0.1, and pages of that name then count as the emulator's own
 * (DNS rebinding). An IP address cannot be pointed elsewhere, nor can a name of one word, as containers have.
 */
const isSafe = (name: string) =>
  name === 'localhost' ||
  isIP(name.replace(/^\[(.*)\]$/, '$1')) > 0 ||
  !name.includes('.') ||
  reserved.test(name)

/** A browser sends the origin of a page in `Origin`, or at least that it is from another site. */
function isForeignPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site'
  const page = /^https?:\/\/(.+)$/.exec(origin)?.[1]
  if (page === undefined) return true
  return page !== host && !/^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/.test(nameOf(page))
}
