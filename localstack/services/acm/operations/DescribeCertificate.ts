import type {
  DescribeCertificateCommandInput,
  DescribeCertificateCommandOutput,
} from '@aws-sdk/client-acm'
import { type Operation, readOnly } from '../../service.ts'
import { certificateToApi, requireCertificate } from '../certificate.ts'

export const DescribeCertificate: Operation<
  DescribeCertificateCommandInput,
  DescribeCertificateCommandOutput
> = readOnly(({ CertificateArn }, call) => ({
  Certificate: certificateToApi(call, requireCertificate(call, CertificateArn)),
}))
