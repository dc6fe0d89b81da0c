import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { StateDefinition } from '../../kernel/define-state.ts'
import type { IssuerKeyRecord } from './records.ts'
import { issuerState } from './state.ts'

interface Stateful {
  state<T>(definition: StateDefinition<T>): T
}

/** The issuer's key, made on first use, because that takes longer than the emulator's start. */
export function issuerKey(scope: Stateful): IssuerKeyRecord {
  const state = scope.state(issuerState)
  return (state.key ??= newKey())
}

/** The public key in the form of a JWK (RFC 7517). */
export function jwkOf({ keyId, publicKey }: IssuerKeyRecord) {
  return {
    ...createPublicKey(publicKey).export({ format: 'jwk' }),
    kid: keyId,
    alg: 'RS256',
    use: 'sig',
  }
}

function newKey(): IssuerKeyRecord {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const keyId = createHash('sha1').update(publicKey).digest('hex').toUpperCase()
  return { keyId, privateKey, publicKey }
}
