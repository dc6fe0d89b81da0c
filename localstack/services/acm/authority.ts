import { issueAuthority, type Issued } from '../../../scripts/certificates/certificate.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { HttpRoute } from '../service.ts'
import { authorityState } from './state.ts'

/** The authority that signs what is requested; it is made when it is first needed. */
export function requireAuthority(scope: Scope): Issued {
  const authority = scope.state(authorityState)
  if (!authority.cert)
    Object.assign(authority, issueAuthority('docker-cloud acm', scope.clock.now()))
  return authority
}

/** The authority's certificate, which clients of HTTPS listeners have to trust: `GET /_aws/acm/ca.pem`. */
export const routeAuthority: HttpRoute = (request, response, emulator) => {
  if (request.url !== '/_aws/acm/ca.pem') return false
  const { account, region } = emulator.settings
  const { cert } = emulator.store.transaction(() =>
    requireAuthority(emulator.scope(account, region)),
  )
  response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(cert)
  return true
}
