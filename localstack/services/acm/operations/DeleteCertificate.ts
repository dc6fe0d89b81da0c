import type {
  DeleteCertificateCommandInput,
  DeleteCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireCertificate } from '../certificate.ts'
import { certificatesOf } from '../state.ts'

export const DeleteCertificate: Operation<
  DeleteCertificateCommandInput,
  DeleteCertificateCommandOutput
> = ({ CertificateArn }, call) => {
  const { InUseBy } = requireCertificate(call, CertificateArn)
  if (InUseBy.length > 0)
    throw awsError(
      'ResourceInUseException',
      `Certificate ${CertificateArn} in account ${call.account} is in use.`,
    )
  certificatesOf(call).delete(CertificateArn)
  return {}
}
