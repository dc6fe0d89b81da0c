import type {
  RemoveListenerCertificatesCommandInput,
  RemoveListenerCertificatesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireSecureListener } from '../listener.ts'
import { followRoutes } from '../routes.ts'

/** A certificate that is not there is no error; the default one can only be replaced. */
export const RemoveListenerCertificates: Operation<
  RemoveListenerCertificatesCommandInput,
  RemoveListenerCertificatesCommandOutput
> = ({ ListenerArn, Certificates }, call) => {
  const listener = requireSecureListener(call, ListenerArn)
  const removed = new Set(Certificates.map(({ CertificateArn }) => CertificateArn))
  if (listener.Certificates?.some(({ CertificateArn }) => removed.has(CertificateArn)))
    throw awsError('OperationNotPermittedException', 'Default certificate cannot be removed')
  listener.otherCertificates = listener.otherCertificates.filter((arn) => !removed.has(arn))
  followRoutes(call)
  return {}
}
