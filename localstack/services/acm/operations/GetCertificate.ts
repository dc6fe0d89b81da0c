import type { GetCertificateCommandInput, GetCertificateCommandOutput } from '@aws-sdk/client-acm'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireCertificate, certificateStatus } from '../certificate.ts'

export const GetCertificate: Operation<GetCertificateCommandInput, GetCertificateCommandOutput> =
  readOnly(({ CertificateArn }, call) => {
    const record = requireCertificate(call, CertificateArn)
    if (certificateStatus(call, record) === 'PENDING_VALIDATION')
      // The sentence of the model: nobody has published AWS's own.
      throw awsError(
        'RequestInProgressException',
        'The certificate request is in process and the certificate in your account has not yet been issued.',
      )
    return { Certificate: record.certificate, CertificateChain: record.chain }
  })
