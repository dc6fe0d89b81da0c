import type { Call } from '../../kernel/scope.ts'
import { isPublicRegistry } from './public-registry.ts'

const hasAwsName = ({ endpoint }: Call) => endpoint.endsWith('.amazonaws.com')

const publicHost = '127.0.0.1'

/** True if a host is the public registry's, by its name here or on AWS. */
export const isPublicHost = (host: string) =>
  host === 'public.ecr.aws' || host.startsWith(`${publicHost}:`)

/**
 * The registry's host as image references name it: by the way the call came, or AWS's own. Docker has one login
 * for a host, so the public registry, whose images are public, has the other name of this machine.
 */
export function registryHost(call: Call, account = call.account): string {
  if (!hasAwsName(call))
    return isPublicRegistry(call) ? call.endpoint.replace('localhost', publicHost) : call.endpoint
  return isPublicRegistry(call)
    ? 'public.ecr.aws'
    : `${account}.dkr.ecr.${call.region}.amazonaws.com`
}

/** The registry's address: only AWS's own names come with TLS. */
export const registryUrl = (call: Call, account?: string): string =>
  `${hasAwsName(call) ? 'https' : 'http'}://${registryHost(call, account)}`
