import type { ReplaceRouteCommandInput, ReplaceRouteCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { checkedDestination, checkedRouteTarget, checkOutside } from '../route-target.ts'
import { requireRouteTable } from '../route-table.ts'
export const ReplaceRoute: Operation<ReplaceRouteCommandInput, ReplaceRouteCommandOutput> = (
  { RouteTableId, LocalTarget, ...given },
  call,
) => {
  const table = requireRouteTable(call, RouteTableId)
  const destination = checkedDestination(given)
  if (LocalTarget) throw notImplemented('LocalTarget')
  checkOutside(call, table, destination)
  const index = table.Routes.findIndex(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === destination,
  )
  if (index < 0)
    throw awsError(
      'InvalidParameterValue',
      `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
    )
  table.Routes[index] = {
    DestinationCidrBlock: destination,
    ...checkedRouteTarget(call, table, given),
    Origin: 'CreateRoute',
    State: 'active',
  }
  return {}
}
