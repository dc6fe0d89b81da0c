import { createHash } from 'node:crypto'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { networkOf } from './state.ts'
import type { AddressRecord } from './records.ts'

/**
 * A public address that stands for `key`, always the same one. They are of one of AWS's own ranges, and nothing
 * is ever sent to them: routes and rules are asked about them, and messages name them.
 */
export function publicAddressFor(key: string): string {
  const [third, fourth] = createHash('sha256').update(key).digest()
  return `52.94.${third}.${fourth}`
}

export const allocationNotFound = (id: string) =>
  awsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`)

/** The Elastic IP address an operation names by its id, or EC2's error. */
export function requireAddress(scope: Scope, id: string): AddressRecord {
  const address = networkOf(scope).addresses.get(id)
  if (!address) throw allocationNotFound(id)
  return address
}

/** The Elastic IP address an operation names by itself, or EC2's error. */
export function requireAddressByIp(scope: Scope, ip: string): AddressRecord {
  const address = networkOf(scope)
    .addresses.values()
    .find(({ PublicIp }) => PublicIp === ip)
  if (!address) throw awsError('InvalidAddress.NotFound', `Address '${ip}' not found.`)
  return address
}
