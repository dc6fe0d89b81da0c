import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

const timeout = 5000

/**
 * Requests a page of a load balancer. A load balancer that another endpoint than AWS created is
 * reached through that endpoint, by its name in `Host`.
 */
export async function reach(
  balancer: { dnsName: string; port: number },
  path: string,
): Promise<Answer> {
  const { dnsName, port } = balancer
  const endpoint = new URL(process.env.AWS_ENDPOINT_URL || `http://${dnsName}:${port}`)
  const host = port === 80 ? dnsName : `${dnsName}:${port}`
  const request = endpoint.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const asked = request(new URL(path, endpoint), { headers: { host }, timeout, agent: false })
  asked.on('timeout', () =>
    asked.destroy(new Error(`timed out after ${timeout / 1000} s waiting for a response`)),
  )
  asked.on('error', reject)
  asked.on('response', (response) => {
    const { statusCode: status = 0, headers } = response
    text(response).then((body) => resolve({ status, headers, body }), reject)
  })
  asked.end()
  return promise
}

/** The URL of a load balancer for a browser or `curl`: its DNS name, or LocalStack's path for it. */
export function urlOf({ LoadBalancerName, DNSName }: LoadBalancer): string {
  const endpoint = process.env.AWS_ENDPOINT_URL
  if (!endpoint) return `http://${DNSName}/`
  return new URL(`/_aws/elb/${LoadBalancerName}/`, endpoint).href
}
