import type { KeyObject } from 'node:crypto'
import type { KeyAlgorithm } from '@aws-sdk/client-acm'

const curves: Record<string, KeyAlgorithm> = {
  prime256v1: 'EC_prime256v1',
  secp384r1: 'EC_secp384r1',
  secp521r1: 'EC_secp521r1',
}

const lengths: Record<number, KeyAlgorithm> = {
  1024: 'RSA_1024',
  2048: 'RSA_2048',
  3072: 'RSA_3072',
  4096: 'RSA_4096',
}

/** ACM's name of a key's algorithm and size; undefined for one that it does not take. */
export function findKeyAlgorithm(key: KeyObject): KeyAlgorithm | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key
  if (type === 'rsa') return lengths[details.modulusLength ?? 0]
  return type === 'ec' ? curves[details.namedCurve ?? ''] : undefined
}
