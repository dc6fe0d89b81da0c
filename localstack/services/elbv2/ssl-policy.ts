import type { SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { SecureContextOptions, SecureVersion } from 'node:tls'
import { awsError, notImplemented } from '../../kernel/errors.ts'

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']

const ecdhe = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
]

const cbc = [
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
]

const old = [
  ...ecdhe,
  ...cbc,
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'AES128-GCM-SHA256',
  'AES128-SHA256',
  'AES128-SHA',
  'AES256-GCM-SHA384',
  'AES256-SHA256',
  'AES256-SHA',
]

const all = ['TLSv1', 'TLSv1.1', 'TLSv1.2']

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html: each policy's protocols and ciphers, best first. */
const table: Record<string, [protocols: string[], ciphers: string[]]> = {
  'ELBSecurityPolicy-2016-08': [all, old],
  'ELBSecurityPolicy-TLS-1-1-2017-01': [all.slice(1), old],
  'ELBSecurityPolicy-TLS-1-2-2017-01': [['TLSv1.2'], [...ecdhe, ...cbc]],
  'ELBSecurityPolicy-TLS-1-2-Ext-2018-06': [['TLSv1.2'], old],
  'ELBSecurityPolicy-FS-2018-06': [all, [...ecdhe, ...cbc]],
  'ELBSecurityPolicy-FS-1-1-2019-08': [all.slice(1), [...ecdhe, ...cbc]],
  'ELBSecurityPolicy-FS-1-2-2019-08': [['TLSv1.2'], [...ecdhe, ...cbc]],
  'ELBSecurityPolicy-FS-1-2-Res-2019-08': [['TLSv1.2'], [...ecdhe, ...cbc]],
  'ELBSecurityPolicy-FS-1-2-Res-2020-10': [['TLSv1.2'], ecdhe],
  'ELBSecurityPolicy-TLS13-1-0-2021-06': [
    [...all, 'TLSv1.3'],
    [...tls13, ...old],
  ],
  'ELBSecurityPolicy-TLS13-1-1-2021-06': [
    [...all.slice(1), 'TLSv1.3'],
    [...tls13, ...old],
  ],
  'ELBSecurityPolicy-TLS13-1-2-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    [...tls13, ...ecdhe, ...cbc],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    [...tls13, ...ecdhe, ...cbc],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    [...tls13, ...old],
  ],
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06': [
    ['TLSv1.2', 'TLSv1.3'],
    [...tls13, ...ecdhe],
  ],
  'ELBSecurityPolicy-TLS13-1-3-2021-06': [['TLSv1.3'], tls13],
}

/** The policies with a post-quantum key exchange have the protocols and ciphers of these. */
for (const [name, policy] of Object.entries(table))
  if (/^ELBSecurityPolicy-TLS13-1-[23]-/.test(name))
    table[name.replace('2021-06', 'PQ-2025-09')] = policy

/** The security policy of a listener that names none. */
export const defaultSslPolicy = 'ELBSecurityPolicy-2016-08'

export const sslPolicies: SslPolicy[] = Object.entries(table).map(
  ([Name, [SslProtocols, ciphers]]) => ({
    Name,
    SslProtocols,
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
    SupportedLoadBalancerTypes: ['application', 'network'],
  }),
)

/** Rejects a policy that there is none of. One with FIPS or a later date may be AWS's. */
export function checkSslPolicy(name: string): void {
  if (Object.hasOwn(table, name)) return
  if (/^ELBSecurityPolicy-TLS13-.*(FIPS|RFC9151|20(2[5-9]|[3-9]\d))/.test(name))
    throw notImplemented(`the security policy ${name}`)
  throw awsError('SSLPolicyNotFoundException', `SSL policy '${name}' not found`)
}

/** A policy's protocols and ciphers, as TLS takes them. OpenSSL has the oldest ones at its lowest level only. */
export function tlsOptionsOf(name = defaultSslPolicy): SecureContextOptions {
  const [protocols, ciphers] = table[name]!
  const level = protocols.includes('TLSv1.1') ? ['@SECLEVEL=0'] : []
  return {
    minVersion: protocols[0] as SecureVersion,
    maxVersion: protocols.at(-1) as SecureVersion,
    ciphers: [...ciphers, ...level].join(':'),
  }
}
