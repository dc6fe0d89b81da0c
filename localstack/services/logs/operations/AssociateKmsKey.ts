import type {
  AssociateKmsKeyCommandInput,
  AssociateKmsKeyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireEncryptedGroup } from '../kms-key.ts'

export const AssociateKmsKey: Operation<
  AssociateKmsKeyCommandInput,
  AssociateKmsKeyCommandOutput
> = ({ kmsKeyId, ...named }, call) => {
  requireEncryptedGroup(call, named).kmsKeyId = kmsKeyId
  return {}
}
