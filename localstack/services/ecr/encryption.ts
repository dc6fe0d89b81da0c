import type { EncryptionConfiguration } from '@aws-sdk/client-ecr'
import { randomUUID } from 'node:crypto'
import { arn } from '../../kernel/arn.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'

/** Completes a repository's encryption: KMS without a key gets an AWS managed one, AES256 has none. */
export function encryptionOf(
  scope: Scope,
  configuration: Partial<EncryptionConfiguration> = {},
): EncryptionConfiguration {
  checkEncryption(configuration)
  const { encryptionType = 'AES256', kmsKey } = configuration
  if (encryptionType === 'AES256') return { encryptionType }
  return { encryptionType, kmsKey: kmsKey || arn(scope, 'kms', `key/${randomUUID()}`) }
}

/** Rejects a key that would not be used. */
export function checkEncryption({
  encryptionType = 'AES256',
  kmsKey,
}: Partial<EncryptionConfiguration>): void {
  if (encryptionType === 'AES256' && kmsKey)
    throw invalidEcrParameter(
      'encryptionConfiguration',
      'Invalid encryption configuration: Encryption key should not be set for AES256 encryption.',
    )
}
