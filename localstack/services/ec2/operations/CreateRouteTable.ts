import type {
  CreateRouteTableCommandInput,
  CreateRouteTableCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireVpc } from '../vpc.ts'
import { tagsFor } from '../tag.ts'
import { createRouteTable } from '../network/route-table.ts'

export const CreateRouteTable: Operation<
  CreateRouteTableCommandInput,
  CreateRouteTableCommandOutput
> = ({ VpcId, TagSpecifications }, call) => {
  const network = networkOf(call)
  const vpc = requireVpc(call, VpcId)
  const present = [...network.routeTables.values()].filter((table) => table.VpcId === VpcId)
  if (present.length >= maxTables)
    throw awsError(
      'RouteTableLimitExceeded',
      'The maximum number of route tables has been reached.',
    )
  const tags = tagsFor('route-table', TagSpecifications)
  return { RouteTable: createRouteTable(network, call, vpc, { tags }) }
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-route-tables */
const maxTables = 200
