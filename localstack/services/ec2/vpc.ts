import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { networkOf } from './state.ts'
import type { VpcRecord } from './records.ts'
/** The VPC that callers get who name none; undefined when the account has deleted it. */
export const defaultVpc = (scope: Scope): VpcRecord | undefined =>
  networkOf(scope)
    .vpcs.values()
    .find(({ IsDefault }) => IsDefault)

export const findVpc = (scope: Scope, id: string): VpcRecord | undefined =>
  networkOf(scope).vpcs.get(id)

export const vpcNotFound = (id: string) =>
  awsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`)

/** The VPC an operation names by its id, or EC2's error. */
export function requireVpc(scope: Scope, id: string): VpcRecord {
  const vpc = findVpc(scope, id)
  if (!vpc) throw vpcNotFound(id)
  return vpc
}
