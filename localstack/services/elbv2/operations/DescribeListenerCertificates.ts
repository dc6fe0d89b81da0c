import type {
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { requireListener } from '../listener.ts'
import { pageOf } from '../page.ts'

export const DescribeListenerCertificates: Operation<
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput
> = readOnly(({ ListenerArn, ...query }, call) => {
  const { Certificates = [], otherCertificates } = requireListener(call, ListenerArn)
  const all = [
    ...Certificates.map((certificate) => ({ ...certificate, IsDefault: true })),
    ...otherCertificates.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
  ]
  const { page, NextMarker } = pageOf(all, query)
  return { Certificates: page, NextMarker }
})
