import type {
  Certificate,
  CreateListenerCommandInput,
  ModifyListenerCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import { findServerCertificate } from '../acm/public.ts'
import type { Given } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkSslPolicy, defaultSslPolicy } from './ssl-policy.ts'
import type { ListenerRecord } from './records.ts'

type Input = Pick<
  Given<CreateListenerCommandInput> | Given<ModifyListenerCommandInput>,
  'Certificates' | 'SslPolicy' | 'AlpnPolicy' | 'MutualAuthentication'
>

/** The members of a listener with TLS. */
export const securityMembers = [
  'Certificates',
  'SslPolicy',
  'AlpnPolicy',
  'MutualAuthentication',
] as const satisfies (keyof ListenerRecord)[]

type Security = Pick<ListenerRecord, (typeof securityMembers)[number]>

/** The certificates of a listener, the default one first. */
export const certificateArnsOf = ({
  Certificates = [],
  otherCertificates,
}: Pick<ListenerRecord, 'Certificates' | 'otherCertificates'>): string[] => [
  ...Certificates.map(({ CertificateArn = '' }) => CertificateArn),
  ...otherCertificates,
]

const invalid = (message: string) => awsError('ValidationError', message)

const secureProtocols = new Set<string>(['HTTPS', 'TLS'])

const alpnPolicies = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None']

/** Checks the TLS members of a listener, given or present. A listener without TLS has none. */
export function checkedSecurity(
  scope: Scope,
  protocol: string,
  { Certificates: given, SslPolicy, AlpnPolicy, MutualAuthentication }: Input,
  current: Security = {},
): Security {
  if (!secureProtocols.has(protocol)) {
    if (given?.length) throw invalid(`A certificate cannot be specified for ${protocol} listeners`)
    if (SslPolicy) throw invalid(`An SSL policy cannot be specified for ${protocol} listeners`)
    checkedAlpn(protocol, AlpnPolicy)
    return {}
  }
  if (MutualAuthentication && (MutualAuthentication.Mode ?? 'off') !== 'off')
    throw notImplemented('mutual TLS')
  const certificates = given?.length ? given : current.Certificates
  if (!certificates?.length)
    throw invalid(`A certificate must be specified for ${protocol} listeners`)
  if (certificates.length > 1) throw invalid('Only one certificate can be specified')
  const [{ CertificateArn = '' }] = certificates as [Certificate]
  checkCertificate(scope, CertificateArn)
  checkSslPolicy(SslPolicy ?? defaultSslPolicy)
  return {
    Certificates: [{ CertificateArn }],
    SslPolicy: SslPolicy ?? current.SslPolicy ?? defaultSslPolicy,
    ...(protocol === 'HTTPS' && { MutualAuthentication: { Mode: 'off' } }),
    ...checkedAlpn(protocol, AlpnPolicy ?? current.AlpnPolicy),
  }
}

function checkedAlpn(
  protocol: string,
  policy: string[] | undefined,
): Pick<ListenerRecord, 'AlpnPolicy'> {
  if (!policy?.length) return {}
  if (protocol.startsWith('HTTP'))
    throw invalid("You cannot set ALPN policy on load balancers of type 'application'")
  if (protocol !== 'TLS')
    throw invalid(`An ALPN policy cannot be specified for ${protocol} listeners`)
  const unknown = policy.find((name) => !alpnPolicies.includes(name))
  if (unknown || policy.length > 1)
    throw awsError(
      'ALPNPolicyNotSupportedException',
      unknown
        ? `ALPN policy '${unknown}' is not supported`
        : 'Only one ALPN policy can be specified',
    )
  return { AlpnPolicy: policy }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html */
const supportedAlgorithms = new Set<string>([
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
])

/** Rejects a certificate that there is none of, or that cannot be served: one that is pending has no signature yet. */
export function checkCertificate(scope: Scope, arn: string): void {
  if (new RegExp(`^arn:aws[\\w-]*:iam::${scope.account}:server-certificate/`).test(arn))
    throw notImplemented('server certificates of IAM')
  const certificate = findServerCertificate(scope, arn)
  if (!certificate) throw awsError('CertificateNotFoundException', `Certificate '${arn}' not found`)
  const isSupported =
    certificate.status !== 'PENDING_VALIDATION' &&
    supportedAlgorithms.has(certificate.algorithm) &&
    certificate.names.some((name) => name.includes('.'))
  if (!isSupported)
    throw awsError(
      'UnsupportedCertificate',
      `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    )
}
