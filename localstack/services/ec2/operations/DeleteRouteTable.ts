import type {
  DeleteRouteTableCommandInput,
  DeleteRouteTableCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireRouteTable } from '../route-table.ts'
export const DeleteRouteTable: Operation<
  DeleteRouteTableCommandInput,
  DeleteRouteTableCommandOutput
> = ({ RouteTableId: id }, call) => {
  const { Associations } = requireRouteTable(call, id)
  if (Associations.length > 0)
    throw awsError(
      'DependencyViolation',
      `The routeTable '${id}' has dependencies and cannot be deleted.`,
    )
  networkOf(call).routeTables.delete(id)
  return {}
}
