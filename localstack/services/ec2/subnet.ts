import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import type { SubnetRecord } from './records.ts'
export const findSubnet = (scope: Scope, id: string): SubnetRecord | undefined =>
  networkOf(scope).subnets.get(id)

export const subnetNotFound = unknownId({
  prefix: 'subnet',
  malformed: 'InvalidSubnetID.Malformed',
  notFound: (id) => awsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`),
})

/** The subnet an operation names by its id, or EC2's error. */
export function requireSubnet(scope: Scope, id: string): SubnetRecord {
  const subnet = findSubnet(scope, id)
  if (!subnet) throw subnetNotFound(id)
  return subnet
}
