import type {
  DisassociateAddressCommandInput,
  DisassociateAddressCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireAddressByIp } from '../address.ts'
import { networkOf } from '../state.ts'

/** The addresses in use belong to NAT gateways, which keep them as long as they exist. */
export const DisassociateAddress: Operation<
  DisassociateAddressCommandInput,
  DisassociateAddressCommandOutput
> = ({ AssociationId, PublicIp }, call) => {
  if (!AssociationId && !PublicIp)
    throw awsError('MissingParameter', 'Either public IP or association id must be specified')
  const address = AssociationId
    ? networkOf(call)
        .addresses.values()
        .find((each) => each.AssociationId === AssociationId)
    : requireAddressByIp(call, PublicIp!)
  if (!address?.AssociationId)
    throw awsError(
      'InvalidAssociationID.NotFound',
      `The association ID '${AssociationId ?? ''}' does not exist`,
    )
  throw awsError('AuthFailure', 'You do not have permission to access the specified resource.')
}
