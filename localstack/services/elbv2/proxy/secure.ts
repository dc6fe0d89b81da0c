import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext, type Server } from 'node:tls'
import type { Scope } from '../../../kernel/scope.ts'
import { issueCertificate } from '../../../../scripts/certificates/certificate.ts'
import { balancerOf } from '../state.ts'
import type { ListenerRecord } from '../records.ts'

/** The number of names whose certificates are kept. */
const maxNames = 100

/** True if a listener uses TLS. */
export const speaksTls = ({ Protocol }: ListenerRecord) =>
  Protocol === 'HTTPS' || Protocol === 'TLS'

/**
 * A server for a listener's TLS. The certificates given to it are names of what only AWS has,
 * so each client gets one made for the host name it asks for.
 */
export function createSecureServer(
  scope: Scope,
  listener: ListenerRecord,
  accept: (socket: Socket) => void,
): Server {
  const contexts = new Map<string, SecureContext>()
  const contextFor = (name: string) => {
    let context = contexts.get(name)
    if (!context) {
      if (contexts.size >= maxNames) contexts.clear()
      context = createSecureContext(issueCertificate([name], scope.clock.now()))
      contexts.set(name, context)
    }
    return context
  }
  const names = [balancerOf(scope, listener).DNSName, 'localhost']
  return createServer(
    {
      ...issueCertificate(names, scope.clock.now()),
      noDelay: true,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => done(null, contextFor(name)),
    },
    accept,
  )
}
