import type {
  DisassociateKmsKeyCommandInput,
  DisassociateKmsKeyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Operation } from '../../service.ts'
import { requireEncryptedGroup } from '../kms-key.ts'

export const DisassociateKmsKey: Operation<
  DisassociateKmsKeyCommandInput,
  DisassociateKmsKeyCommandOutput
> = (named, call) => {
  delete requireEncryptedGroup(call, named).kmsKeyId
  return {}
}
