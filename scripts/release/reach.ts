import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { getCACertificates } from 'node:tls'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Where requests of users arrive. */
export interface Address {
  /** The name of the load balancer. */
  name: string
  dnsName: string
  port: number
  /** The domain name, for which the certificate is. Without one, it is HTTP by the name of the load balancer. */
  domain?: string | undefined
}

const timeout = 5000

/**
 * Requests a page of a load balancer, with the application's domain name or another one in `Host`, and
 * a certificate for that name. It is reached by its DNS name, or where another endpoint than AWS
 * created it.
 */
export async function reach(
  address: Address,
  { path, host: named }: { path: string; host?: string | undefined },
): Promise<Answer> {
  const { dnsName, port, domain } = address
  const way = await findWay(address, named)
  const host = hostOf(named ?? domain ?? dnsName, port, domain)
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const options: RequestOptions & { servername?: string; ca?: string[] } = {
    ...way,
    path,
    headers: { host },
    timeout,
    agent: false,
    ...(domain !== undefined && { servername: named ?? domain }),
  }
  const asked = domain === undefined ? requestHttp(options) : requestHttps(options)
  asked.on('timeout', () =>
    asked.destroy(new Error(`timed out after ${timeout / 1000} s waiting for a response`)),
  )
  asked.on('error', reject)
  asked.on('response', resolve)
  asked.end()
  const response = await promise
  const { statusCode: status = 0, headers } = response
  return { status, headers, body: await text(response) }
}

const hostOf = (name: string, port: number, domain: string | undefined) =>
  port === (domain === undefined ? 80 : 443) ? name : `${name}:${port}`

interface Way {
  host: string
  port: number | string
  /** The authorities to trust besides those of Node. */
  ca?: string[]
}

/** An endpoint finds the load balancer by its name in `Host`, and with another name there by its own port. */
async function findWay(address: Address, host?: string): Promise<Way> {
  const { dnsName, port, domain } = address
  const { AWS_ENDPOINT_URL: endpoint } = process.env
  if (!endpoint) return { host: dnsName, port }
  const url = new URL(endpoint)
  const way = { host: url.hostname, port: url.port || 80 }
  if (domain === undefined && host === undefined) return way
  const published = await findPublishedPort(url, address)
  const authority = domain === undefined ? undefined : await readAuthority(url)
  return {
    ...way,
    ...(published && { port: published }),
    ...(authority && { ca: [...getCACertificates(), authority] }),
  }
}

/** The port of this machine on which the endpoint has the listener of an address, if it says so. */
async function findPublishedPort(endpoint: URL, { dnsName, port }: Address) {
  const response = await fetch(new URL('/_aws/elb', endpoint))
  if (!response.ok) return undefined
  const { LoadBalancers } = (await response.json()) as {
    LoadBalancers: { DNSName: string; Listeners: { Port: number; PublishedPort?: number }[] }[]
  }
  return LoadBalancers.find(({ DNSName }) => DNSName === dnsName)?.Listeners.find(
    ({ Port }) => Port === port,
  )?.PublishedPort
}

const authorityPath = '/_aws/acm/ca.pem'

async function readAuthority(endpoint: URL): Promise<string | undefined> {
  const response = await fetch(new URL(authorityPath, endpoint))
  return response.ok ? response.text() : undefined
}

/**
 * The addresses for people, the best one first: a domain or DNS name on AWS. Those of another
 * endpoint lead to this machine.
 */
export async function addressLines(address: Address): Promise<string[]> {
  const { name, dnsName, port, domain } = address
  const { AWS_ENDPOINT_URL: endpoint } = process.env
  const scheme = domain === undefined ? 'http' : 'https'
  const url = `${scheme}://${hostOf(domain ?? dnsName, port, domain)}/`
  if (!endpoint) return [url]
  const { host, port: own, origin } = new URL(endpoint)
  if (domain === undefined)
    return [`${origin}/_aws/elb/${name}/`, `http://${name}.elb.localhost${own && `:${own}`}/`]
  const way = await findWay(address)
  return [
    `https://${way.host}:${way.port}/ (the certificate is for ${domain})`,
    `curl --cacert <(curl -s http://${host}${authorityPath}) --connect-to ${domain}:${port}:${way.host}:${way.port} ${url}`,
  ]
}

/** Checks that a domain name leads to a load balancer. No name leads to that of another endpoint than AWS. */
export async function leadsThere({ dnsName, domain }: Address): Promise<boolean> {
  if (domain === undefined || process.env.AWS_ENDPOINT_URL) return true
  const addressesOf = async (name: string) =>
    (await lookup(name, { all: true }).catch(() => [])).map((found) => found.address)
  const [there, here] = await Promise.all([addressesOf(dnsName), addressesOf(domain)])
  return here.some((found) => there.includes(found))
}
