import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import type { InternetGatewayRecord } from './records.ts'
export const internetGatewayNotFound = unknownId({
  prefix: 'igw',
  malformed: 'InvalidInternetGatewayId.Malformed',
  notFound: (id) =>
    awsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`),
})

/** The gateway an operation names by its id, or EC2's error. */
export function requireInternetGateway(scope: Scope, id: string): InternetGatewayRecord {
  const gateway = networkOf(scope).internetGateways.get(id)
  if (!gateway) throw internetGatewayNotFound(id)
  return gateway
}
