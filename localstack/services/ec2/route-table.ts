import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { unknownId } from './id.ts'
import { networkOf } from './state.ts'
import type { RouteTableRecord, RouteTableAssociationRecord } from './records.ts'
export const routeTableNotFound = unknownId({
  prefix: 'rtb',
  malformed: 'InvalidRouteTableId.Malformed',
  notFound: (id) =>
    awsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`),
})

/** The table an operation names by its id, or EC2's error. */
export function requireRouteTable(scope: Scope, id: string): RouteTableRecord {
  const table = networkOf(scope).routeTables.get(id)
  if (!table) throw routeTableNotFound(id)
  return table
}

/** An association and its table, or EC2's error. */
export function requireAssociation(
  scope: Scope,
  id: string,
): { table: RouteTableRecord; association: RouteTableAssociationRecord } {
  for (const table of networkOf(scope).routeTables.values()) {
    const association = table.Associations.find((each) => each.RouteTableAssociationId === id)
    if (association) return { table, association }
  }
  throw awsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)
}
