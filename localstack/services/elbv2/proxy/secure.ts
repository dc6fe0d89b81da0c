import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext, type Server } from 'node:tls'
import type { Scope } from '../../../kernel/scope.ts'
import { findServerCertificate, type ServerCertificate } from '../../acm/public.ts'
import { certificateArnsOf } from '../security.ts'
import { tlsOptionsOf } from '../ssl-policy.ts'
import type { ListenerRecord } from '../records.ts'

/** The number of contexts that are kept for a listener: more than it has certificates. */
const maxContexts = 50

/** True if a listener uses TLS. */
export const speaksTls = ({ Protocol }: ListenerRecord) =>
  Protocol === 'HTTPS' || Protocol === 'TLS'

/** The certificates of a listener, the default one first. */
const certificatesOf = (scope: Scope, listener: ListenerRecord): ServerCertificate[] =>
  certificateArnsOf(listener).flatMap((arn) => findServerCertificate(scope, arn) ?? [])

const optionsOf = ({ cert, key }: ServerCertificate, { SslPolicy }: ListenerRecord) => ({
  cert,
  key,
  ...tlsOptionsOf(SslPolicy),
})

/** What a client without a host name is served, by the policy and the default certificate. */
function defaultOptions(scope: Scope, listener: ListenerRecord) {
  const [first] = certificatesOf(scope, listener)
  return first ? optionsOf(first, listener) : tlsOptionsOf(listener.SslPolicy)
}

/**
 * A server for a listener's TLS. A client gets the first certificate that covers the host name it
 * asks for, or else the default one.
 */
export function createSecureServer(
  scope: Scope,
  listener: ListenerRecord,
  accept: (socket: Socket) => void,
): Server {
  const contexts = new Map<string, SecureContext>()
  const contextFor = (name: string): SecureContext | undefined => {
    const found = certificatesOf(scope, listener).find(({ covers }) => covers(name))
    if (!found) return undefined
    const options = optionsOf(found, listener)
    const id = JSON.stringify(options)
    const context = contexts.get(id) ?? createSecureContext(options)
    if (contexts.size >= maxContexts) contexts.clear()
    contexts.set(id, context)
    return context
  }
  return createServer(
    {
      ...defaultOptions(scope, listener),
      noDelay: true,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => done(null, contextFor(name)),
    },
    accept,
  )
}

/** Lets a server follow its listener's policy and default certificate. */
export const updateSecureServer = (server: Server, scope: Scope, listener: ListenerRecord): void =>
  server.setSecureContext(defaultOptions(scope, listener))
