import type {
  ReplaceRouteTableAssociationCommandInput,
  ReplaceRouteTableAssociationCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireAssociation, requireRouteTable } from '../route-table.ts'
import { awsError } from '../../../kernel/errors.ts'
import { associate, dissociate } from '../network/route-table.ts'

/** Of the main association it makes another table the main one. */
export const ReplaceRouteTableAssociation: Operation<
  ReplaceRouteTableAssociationCommandInput,
  ReplaceRouteTableAssociationCommandOutput
> = ({ AssociationId, RouteTableId }, call) => {
  const { table: old, association } = requireAssociation(call, AssociationId)
  const table = requireRouteTable(call, RouteTableId)
  if (table.VpcId !== old.VpcId)
    throw awsError(
      'InvalidParameterValue',
      `Route table ${RouteTableId} and network ${old.VpcId} belong to different networks`,
    )
  dissociate(old, AssociationId)
  const { RouteTableAssociationId, AssociationState } = associate(table, association.SubnetId)
  return { NewAssociationId: RouteTableAssociationId, AssociationState }
}
