import {
  type Action,
  type CreateListenerCommandInput,
  CreateListenerInput$,
  type CreateLoadBalancerCommandInput,
  CreateLoadBalancerInput$,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { BadInput } from './exit-codes.ts'
import { checkMembers } from './members.ts'
import { fill, type Json, readTemplate, type Values } from './template.ts'

const file = 'load-balancer.json'

/** Stands for the ARN of the certificate of `DOMAIN`, which bootstrap finds or requests. */
const certificatePlaceholder = '${CERTIFICATE}'

/** A listener as CreateListener takes it. Without `DefaultActions` it forwards to the services. */
export interface DesiredListener extends Omit<
  CreateListenerCommandInput,
  'LoadBalancerArn' | 'DefaultActions'
> {
  Port: number
  DefaultActions?: Action[] | undefined
}

export interface DesiredLoadBalancer {
  input: Omit<CreateLoadBalancerCommandInput, 'Name'>
  listeners: DesiredListener[]
}

/**
 * Reads `.aws/load-balancer.json`: CreateLoadBalancer's input, and `Listeners` with CreateListener's.
 * `${CERTIFICATE}` stays where `values` do not have it.
 */
export function readLoadBalancer(values: Values): DesiredLoadBalancer {
  const all = { CERTIFICATE: certificatePlaceholder, ...values }
  const { Listeners = [], ...input } = fill(readTemplate(file), all, file) as Record<string, Json>
  checkMembers(input, CreateLoadBalancerInput$, file)
  const listeners = Listeners as unknown as DesiredListener[]
  if (!Array.isArray(listeners) || listeners.length === 0)
    throw wrong('Listeners must be a list with a listener: {"Protocol": "HTTP", "Port": 80}')
  for (const listener of listeners) {
    checkMembers(listener as unknown as Json, CreateListenerInput$, file)
    if (!listener.Port || !listener.Protocol)
      throw wrong('each of Listeners needs a Protocol and a Port')
  }
  for (const [index, listener] of listeners.entries())
    checkListener(listener, `Listeners[${index}]`, listeners)
  return { input, listeners }
}

/** The listener that forwards to the services, over HTTPS if one does: requests of users arrive there. */
export function servingListener({ listeners }: DesiredLoadBalancer): DesiredListener {
  const serving = listeners.filter(({ DefaultActions }) => DefaultActions === undefined)
  const found = serving.find(isSecure) ?? serving[0]
  if (found) return found
  throw wrong('no listener forwards to the services: leave out its DefaultActions')
}

/** True if a listener has the certificate of `DOMAIN`. */
export const needsCertificate = ({ listeners }: DesiredLoadBalancer): boolean =>
  listeners.some(({ Certificates = [] }) =>
    Certificates.some(({ CertificateArn }) => CertificateArn === certificatePlaceholder),
  )

export const isSecure = ({ Protocol }: DesiredListener): boolean => Protocol === 'HTTPS'

/** The domain name of the application, which HTTPS needs: its certificate is for this name. */
export function readDomain({ DOMAIN, ENVIRONMENT }: Values): string {
  const where = `.aws/environments/${String(ENVIRONMENT)}.env`
  if (DOMAIN === undefined)
    throw new BadInput(
      `${where} has no DOMAIN: .aws/${file} has a listener with HTTPS, whose certificate is for a domain name: add DOMAIN=www.example.com`,
    )
  if (!/^(?=.{4,64}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(String(DOMAIN)))
    throw new BadInput(
      `${where}: DOMAIN is "${String(DOMAIN)}", and must be a domain name in lower-case letters, such as www.example.com, with at most 64 characters`,
    )
  return String(DOMAIN)
}

const wrong = (what: string) => new BadInput(`.aws/${file}: ${what}`)

function checkListener(listener: DesiredListener, at: string, all: DesiredListener[]): void {
  const { Protocol, Port, Certificates = [], SslPolicy } = listener
  if (all.some((other) => other !== listener && other.Port === Port))
    throw wrong(`${at}.Port is ${Port}, which another listener has`)
  if (Protocol !== 'HTTP' && Protocol !== 'HTTPS')
    throw wrong(`${at}.Protocol is ${Protocol}, and must be HTTP or HTTPS`)
  if (isSecure(listener)) {
    const [first, second] = Certificates
    if (!first?.CertificateArn || second)
      throw wrong(
        `${at}.Certificates must have one certificate: [{"CertificateArn": "${certificatePlaceholder}"}] is that of DOMAIN`,
      )
    if (SslPolicy !== undefined && !SslPolicy.startsWith('ELBSecurityPolicy-'))
      throw wrong(
        `${at}.SslPolicy is ${SslPolicy}, and must be a security policy such as ELBSecurityPolicy-TLS13-1-2-2021-06`,
      )
  } else
    for (const member of ['Certificates', 'SslPolicy'] as const)
      if (listener[member] !== undefined)
        throw wrong(`${at}.${member} is for HTTPS, and Protocol is HTTP`)
  for (const [index, action] of (listener.DefaultActions ?? []).entries())
    checkRedirect(action, { at: `${at}.DefaultActions[${index}]`, listener, all })
}

/** A redirect to this load balancer has to lead to one of its listeners. */
function checkRedirect(
  { Type, RedirectConfig }: Action,
  { at, listener, all }: { at: string; listener: DesiredListener; all: DesiredListener[] },
): void {
  if (Type !== 'redirect') return
  const {
    Host = '#{host}',
    Port = '#{port}',
    StatusCode,
    Protocol = '#{protocol}',
  } = RedirectConfig ?? {}
  const config = `${at}.RedirectConfig`
  if (StatusCode !== 'HTTP_301' && StatusCode !== 'HTTP_302')
    throw wrong(`${config}.StatusCode must be HTTP_301 or HTTP_302`)
  if (Host !== '#{host}') return
  const port = Port === '#{port}' ? listener.Port : Number(Port)
  const protocol = Protocol === '#{protocol}' ? listener.Protocol : Protocol
  const other = all.find((each) => each.Port === port)
  if (!other) throw wrong(`${config}.Port is ${Port}, on which no listener is`)
  if (other.Protocol !== protocol)
    throw wrong(
      `${config}.Protocol is ${Protocol}, and the listener on port ${port} has ${other.Protocol}`,
    )
}
