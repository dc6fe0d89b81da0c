/** The reason for rejecting credentials. Each protocol has its own message. */
export type CredentialFault = 'unknown' | 'expired' | 'missing' | 'mismatch' | 'untimely'

/** The message for a signature that does not match, the same in every service. */
export const signatureMismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
