import { randomBytes } from 'node:crypto'
import type { Repository } from '@aws-sdk/client-ecr'
import type { RepositoryCatalogData } from '@aws-sdk/client-ecr-public'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/store.ts'
import type { LifecyclePreview } from './lifecycle-preview.ts'

/** A repository as the API shows it, and what is kept with it. */
export interface RepositoryRecord extends Repository {
  repositoryArn: string
  registryId: string
  repositoryName: string
  createdAt: Date
  imageTagMutability: NonNullable<Repository['imageTagMutability']>
  resourceTags: Map<string, string>
  policyText?: string
  lifecyclePolicyText?: string
  lifecycleEvaluatedAt?: Date
  lifecyclePreview?: LifecyclePreview
  /** What ECR Public's gallery would show of a public repository. */
  catalogData?: RepositoryCatalogData
  /** By manifest digest. */
  images: Map<string, ImageRecord>
  /** From image tag to manifest digest; see image-tags.ts. */
  tags: Map<string, string>
  /** When each of those was last put where it is. */
  taggedAt?: Map<string, Date>
}

/** A pushed manifest and what ECR remembers of it; the manifest's bytes are content. */
export interface ImageRecord {
  digest: string
  mediaType: string
  artifactMediaType?: string
  size: number
  pushedAt: Date
  lastRecordedPullTime?: Date
  /** When it was last put into the archive storage class. */
  archivedAt?: Date
  /** When it is, or was, out of there again. */
  activatedAt?: Date
  /** When StartImageScan was last asked to scan it. */
  scanRequestedAt?: Date
  /** The tags that name it; see image-tags.ts. */
  tags: Set<string>
  /** The config and the layers this manifest needs. */
  layers: string[]
  /** The manifests this index needs. */
  children: string[]
  /** The manifest this one refers to (OCI 1.1 `subject`). */
  subject?: string
}

/** Bytes kept once per account, whichever repositories hold them. */
export interface ContentRecord {
  size: number
  mediaType?: string
  repositoryArns: Set<string>
}

export const registry = defineState({
  name: 'ecr.registry',
  initial: () => ({ repositories: new Map<string, RepositoryRecord>() }),
})

export const content = defineState({
  name: 'ecr.content',
  per: 'account',
  initial: () => new Map<string, ContentRecord>(),
})

const signing = defineState({
  name: 'ecr.signing',
  per: 'emulator',
  initial: (): { secret?: Buffer } => ({}),
})

/** Signs authorization tokens; saved, so that a login outlives a restart. */
export const signingSecret = (scope: Scope): Buffer =>
  (scope.state(signing).secret ??= randomBytes(32))
