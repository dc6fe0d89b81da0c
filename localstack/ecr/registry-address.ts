import type { Call } from '../operation.ts'
import { isPublic } from './public-registry.ts'

const hasAwsName = ({ endpoint }: Call) => endpoint.endsWith('.amazonaws.com')

/** The registry's host as image references name it: by the way the call came, or AWS's own. */
export function registryHost(call: Call, account = call.account): string {
  if (!hasAwsName(call)) return call.endpoint
  return isPublic(call) ? 'public.ecr.aws' : `${account}.dkr.ecr.${call.region}.amazonaws.com`
}

/** The registry's address: only AWS's own names come with TLS. */
export const registryUrl = (call: Call, account?: string): string =>
  `${hasAwsName(call) ? 'https' : 'http'}://${registryHost(call, account)}`
