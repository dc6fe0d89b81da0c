import type {
  AddListenerCertificatesCommandInput,
  AddListenerCertificatesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireSecureListener } from '../listener.ts'
import { followRoutes } from '../routes.ts'
import { checkCertificate } from '../security.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxCertificates = 25

export const AddListenerCertificates: Operation<
  AddListenerCertificatesCommandInput,
  AddListenerCertificatesCommandOutput
> = ({ ListenerArn, Certificates }, call) => {
  const listener = requireSecureListener(call, ListenerArn)
  const added = Certificates.map(({ CertificateArn = '' }) => CertificateArn)
  for (const arn of added) checkCertificate(call, arn)
  const certificates = [...new Set([...listener.otherCertificates, ...added])]
  if (certificates.length > maxCertificates)
    throw awsError(
      'TooManyCertificatesException',
      `The maximum number of certificates for a load balancer is ${maxCertificates}`,
    )
  listener.otherCertificates = certificates
  followRoutes(call)
  return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) }
}
