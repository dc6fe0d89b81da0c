/** The issuer's key pair, in PEM. It is part of the state, so it survives a restart. */
export interface IssuerKeyRecord {
  keyId: string
  privateKey: string
  publicKey: string
}
