import type {
  AssociateRouteTableCommandInput,
  AssociateRouteTableCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireRouteTable } from '../route-table.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { networkOf } from '../state.ts'
import { requireSubnet } from '../subnet.ts'
import { associate, routeTableForSubnet } from '../network/route-table.ts'

/** A subnet has one table of its own at most; naming that again changes nothing. */
export const AssociateRouteTable: Operation<
  AssociateRouteTableCommandInput,
  AssociateRouteTableCommandOutput
> = ({ RouteTableId, SubnetId, GatewayId }, call) => {
  if (GatewayId) throw notImplemented('route tables of gateways')
  if (!SubnetId)
    throw awsError('MissingParameter', 'The request must contain the parameter subnetId')
  const table = requireRouteTable(call, RouteTableId)
  const subnet = requireSubnet(call, SubnetId)
  if (subnet.VpcId !== table.VpcId)
    throw awsError(
      'InvalidParameterValue',
      `Route table ${RouteTableId} and subnet ${SubnetId} belong to different networks`,
    )
  const current = routeTableForSubnet(networkOf(call), subnet).Associations.find(
    (association) => association.SubnetId === SubnetId,
  )
  if (current && current.RouteTableId !== RouteTableId)
    throw awsError(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${RouteTableId} conflicts with an existing association`,
    )
  const { RouteTableAssociationId, AssociationState } = current ?? associate(table, SubnetId)
  return { AssociationId: RouteTableAssociationId, AssociationState }
}
