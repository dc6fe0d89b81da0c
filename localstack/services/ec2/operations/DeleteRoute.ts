import type { DeleteRouteCommandInput, DeleteRouteCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { checkedDestination } from '../route-target.ts'
import { requireRouteTable } from '../route-table.ts'
export const DeleteRoute: Operation<DeleteRouteCommandInput, DeleteRouteCommandOutput> = (
  { RouteTableId, ...given },
  call,
) => {
  const table = requireRouteTable(call, RouteTableId)
  const destination = checkedDestination(given)
  const found = table.Routes.find(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === destination,
  )
  if (!found)
    throw awsError(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${destination} in route table ${RouteTableId}`,
    )
  if (found.GatewayId === 'local')
    throw awsError(
      'InvalidParameterValue',
      `cannot remove local route ${destination} in route table ${RouteTableId}`,
    )
  table.Routes = table.Routes.filter((route) => route !== found)
  return {}
}
