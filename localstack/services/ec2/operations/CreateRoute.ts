import type { CreateRouteCommandInput, CreateRouteCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { checkedDestination, checkedRouteTarget, checkOutside } from '../route-target.ts'
import { requireRouteTable } from '../route-table.ts'
export const CreateRoute: Operation<CreateRouteCommandInput, CreateRouteCommandOutput> = (
  { RouteTableId, ...given },
  call,
) => {
  const table = requireRouteTable(call, RouteTableId)
  const destination = checkedDestination(given)
  checkOutside(call, table, destination)
  if (table.Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === destination))
    throw awsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`)
  const target = checkedRouteTarget(call, table, given)
  if (table.Routes.length >= maxRoutes)
    throw awsError('RouteLimitExceeded', 'The maximum number of routes has been reached.')
  table.Routes.push({
    DestinationCidrBlock: destination,
    ...target,
    Origin: 'CreateRoute',
    State: 'active',
  })
  return { Return: true }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-route-tables */
const maxRoutes = 500
