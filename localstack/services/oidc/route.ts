import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Emulator, HttpRoute } from '../service.ts'
import { claimsOf, issuer } from './claims.ts'
import { type Job, readJob } from './job.ts'
import { signJwt } from './jwt.ts'
import { issuerKey, jwkOf } from './key.ts'

/** The bearer token of every rehearsed job, `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
const requestToken = 'rehearsal'

/**
 * Stands in for GitHub's OIDC issuer, offline. A job is given, as in Actions,
 * `ACTIONS_ID_TOKEN_REQUEST_TOKEN=rehearsal` and
 * `ACTIONS_ID_TOKEN_REQUEST_URL=http://localhost:4566/_oidc/token?repository=o/r&ref=refs/heads/main&environment=production&sha=…`
 * (every parameter: `job.ts`), and gets `{"count", "value"}` for `GET $URL&audience=sts.amazonaws.com`.
 */
export const routeOidc: HttpRoute = (request, response, emulator) => {
  if (!request.url?.startsWith('/_oidc/')) return false
  const url = URL.parse(request.url, 'http://localhost')
  const page = url && pages[`${request.method} ${url.pathname}`]
  if (!page) return false
  page({ request, response, emulator, query: url.searchParams })
  return true
}

interface Visit {
  request: IncomingMessage
  response: ServerResponse
  emulator: Emulator
  query: URLSearchParams
}

const pages: Record<string, (visit: Visit) => void> = {
  'GET /_oidc/token': giveToken,
  'GET /_oidc/.well-known/openid-configuration': ({ response }) =>
    send(response, 200, configuration),
  'GET /_oidc/.well-known/jwks': ({ response, emulator }) =>
    send(response, 200, { keys: [jwkOf(keyOf(emulator))] }),
}

function giveToken({ request, response, emulator, query }: Visit): void {
  const bearer = /^bearer (.*)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== requestToken) return send(response, 401, unauthorized)
  let job: Job
  try {
    job = readJob(query)
  } catch (error) {
    return send(response, 400, { message: (error as Error).message })
  }
  const claims = claimsOf(job, query.get('audience') ?? undefined, emulator.clock.now())
  send(response, 200, { count: 1, value: signJwt(claims, keyOf(emulator)) })
}

const keyOf = (emulator: Emulator) =>
  emulator.store.transaction(() =>
    issuerKey(emulator.scope(emulator.settings.account, emulator.settings.region)),
  )

/** GitHub's answer to an unknown request token. */
const unauthorized = {
  $id: '1',
  innerException: null,
  message:
    "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.",
  typeName:
    'Microsoft.TeamFoundation.Framework.Server.UnauthorizedRequestException, Microsoft.TeamFoundation.Framework.Server',
  typeKey: 'UnauthorizedRequestException',
  errorCode: 0,
  eventId: 3000,
}

const configuration = {
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks`,
  subject_types_supported: ['public', 'pairwise'],
  response_types_supported: ['id_token'],
  claims_supported: [
    'sub',
    'aud',
    'exp',
    'iat',
    'iss',
    'jti',
    'nbf',
    'ref',
    'sha',
    'repository',
    'repository_id',
    'repository_owner',
    'repository_owner_id',
    'repository_visibility',
    'enterprise',
    'enterprise_id',
    'run_id',
    'run_number',
    'run_attempt',
    'actor',
    'actor_id',
    'workflow',
    'workflow_ref',
    'workflow_sha',
    'head_ref',
    'base_ref',
    'event_name',
    'ref_type',
    'ref_protected',
    'environment',
    'job_workflow_ref',
    'job_workflow_sha',
    'runner_environment',
  ],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid'],
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
