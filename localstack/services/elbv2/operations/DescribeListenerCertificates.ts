import type {
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { requireListener } from '../listener.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'

export const DescribeListenerCertificates: Operation<
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput
> = readOnly(({ ListenerArn, ...query }, call) => {
  const { Certificates = [], otherCertificates } = requireListener(call, ListenerArn)
  const all = [
    ...Certificates.map((certificate) => ({ ...certificate, IsDefault: true })),
    ...otherCertificates.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
  ]
  const { items, next } = paginate(all, elbPaging(query))
  return { Certificates: items, NextMarker: next }
})
