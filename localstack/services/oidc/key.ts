import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { defineState, type StateDefinition } from '../../kernel/store.ts'

/** The issuer's key pair, in PEM; it outlives a restart as the rest of the state does. */
export interface IssuerKey {
  keyId: string
  privateKey: string
  publicKey: string
}

const issuerState = defineState({
  name: 'oidc',
  per: 'emulator',
  initial: (): { key?: IssuerKey } => ({}),
})

interface Stateful {
  state<T>(definition: StateDefinition<T>): T
}

/** The issuer's key, made when it is first needed, since that takes longer than the emulator's start. */
export function issuerKey(scope: Stateful): IssuerKey {
  const state = scope.state(issuerState)
  return (state.key ??= newKey())
}

/** The public key in the form of a JWK (RFC 7517). */
export function jwkOf({ keyId, publicKey }: IssuerKey) {
  return {
    ...createPublicKey(publicKey).export({ format: 'jwk' }),
    kid: keyId,
    alg: 'RS256',
    use: 'sig',
  }
}

function newKey(): IssuerKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const keyId = createHash('sha1').update(publicKey).digest('hex').toUpperCase()
  return { keyId, privateKey, publicKey }
}
