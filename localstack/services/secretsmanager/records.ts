import type { Tag } from '@aws-sdk/client-secrets-manager'

export interface SecretRecord {
  ARN: string
  Name: string
  Description?: string | undefined
  KmsKeyId?: string | undefined
  Tags: Tag[]
  CreatedDate: Date
  LastChangedDate: Date
  /** The time of the request for deletion. The secret is removed at `DeletionDate`. */
  DeletedDate?: Date | undefined
  DeletionDate?: Date | undefined
  /** The resource policy, as written. */
  policyText?: string | undefined
  /** By id, the oldest first. */
  versions: Map<string, SecretVersionRecord>
}

/** One value a secret has or had, and the labels on it. */
export interface SecretVersionRecord {
  VersionId: string
  SecretString?: string
  SecretBinary?: Uint8Array
  /** Sorted. */
  VersionStages: string[]
  CreatedDate: Date
}
