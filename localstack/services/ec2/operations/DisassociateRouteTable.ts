import type {
  DisassociateRouteTableCommandInput,
  DisassociateRouteTableCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireAssociation } from '../route-table.ts'
import { dissociate } from '../network/route-table.ts'

export const DisassociateRouteTable: Operation<
  DisassociateRouteTableCommandInput,
  DisassociateRouteTableCommandOutput
> = ({ AssociationId }, call) => {
  const { table, association } = requireAssociation(call, AssociationId)
  if (association.Main)
    throw awsError(
      'InvalidParameterValue',
      `cannot disassociate the main route table association ${AssociationId}`,
    )
  dissociate(table, AssociationId)
  return {}
}
