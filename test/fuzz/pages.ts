import { hostileText } from './hostile.ts'
import type { Pool } from './pool.ts'
import type { Random } from './random.ts'
import type { FuzzRequest } from './request.ts'

const methods = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']
const uuid = '12345678-1234-1234-1234-123456789012'

const paths = [
  '/',
  '/_localstack',
  '/_localstack/health',
  '/_localstack/info',
  '/_localstack/init',
  '/_localstack/init/ready',
  '/_localstack/init/__proto__',
  '/_localstack/iam/requests',
  '/_localstack/constructor',
  '/_oidc/token',
  '/_oidc/.well-known/jwks',
  '/_oidc/.well-known/openid-configuration',
  '/_oidc/__proto__',
  '/_aws/elb',
  '/_aws/elb/',
  '/_aws/elb/none/',
  '/_aws/elb/__proto__/',
  `/v3/${uuid}`,
  `/v4/${uuid}/task`,
  `/v4/${uuid}/task/stats`,
  `/credentials/${uuid}`,
  '//evil.example/',
  'http://evil.example/_localstack/health',
  '/%',
  '/*',
]

const parameters = ['repository', 'ref', 'environment', 'audience', 'sha', 'immutable', 'x']

/** Makes requests for the emulator's own pages, and for load balancers by path and by host. */
export function pageRequest(pool: Pool, random: Random): FuzzRequest {
  const balancer = random.chance(0.3) ? pool.find('LoadBalancerName') : undefined
  const page = random.pick(paths)
  const path = balancer
    ? `/_aws/elb/${balancer}/${random.pick(['', 'a', 'xbx', '%', '?a=b'])}`
    : page
  const headers: Record<string, string> = {}
  if (random.chance(0.5)) headers.authorization = 'bearer rehearsal'
  if (random.chance(0.1)) headers.origin = random.pick(['http://evil.example', 'null', 'file://'])
  if (random.chance(0.1))
    headers.host = random.pick(['evil.example', 'fuzz-0.elb.localhost', 'a:b'])
  if (random.chance(0.05)) headers.connection = 'Upgrade, HTTP2-Settings'
  if (random.chance(0.05)) headers.upgrade = random.pick(['h2c', 'websocket'])
  const value = encodeURIComponent(hostileText(random).toWellFormed().slice(0, 2000))
  const query = `?repository=a/b&${random.pick(parameters)}=${value}`
  return {
    what: balancer ? 'load balancer by path' : `page ${page}`,
    method: random.pick(methods),
    path: random.chance(0.5) ? path : path.split('?')[0] + query,
    headers,
    body: random.chance(0.1) ? hostileText(random) : '',
    balanced:
      balancer !== undefined || headers.host?.includes('.elb.') || page.startsWith('/_aws/elb/'),
  }
}
