/** Why credentials are refused; each protocol has its own words for it. */
export type CredentialFault = 'unknown' | 'expired' | 'missing' | 'mismatch' | 'untimely'

/** What every service says of a signature that is not what it should be. */
export const signatureMismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
