import type {
  DetachNetworkInterfaceCommandInput,
  DetachNetworkInterfaceCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { networkOf } from '../state.ts'

/** All interfaces here belong to services, which alone detach them. */
export const DetachNetworkInterface: Operation<
  DetachNetworkInterfaceCommandInput,
  DetachNetworkInterfaceCommandOutput
> = ({ AttachmentId: id }, call) => {
  const attached = networkOf(call)
    .networkInterfaces.values()
    .some(({ Attachment }) => Attachment?.AttachmentId === id)
  if (!attached)
    throw awsError('InvalidAttachmentID.NotFound', `The attachment ID '${id}' does not exist`)
  if (id.startsWith('ela-attach-'))
    throw awsError(
      'OperationNotPermitted',
      "You are not allowed to manage 'ela-attach' attachments.",
    )
  throw awsError('AuthFailure', 'You do not have permission to access the specified resource.')
}
