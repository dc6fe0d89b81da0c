import { RegistryError } from './errors.ts'

/** True if a reference is a digest, rather than a tag. */
export const isDigest = (reference: string) => reference.includes(':')

/** Rejects a digest that cannot be one of ours. */
export function checkDigest(digest: string | null): string {
  if (digest === null || !/^sha256:[a-f0-9]{64}$/.test(digest))
    throw new RegistryError(
      400,
      'DIGEST_INVALID',
      `The digest '${digest ?? ''}' is no sha256 digest`,
    )
  return digest
}
