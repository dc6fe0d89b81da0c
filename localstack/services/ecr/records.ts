import type {
  LifecyclePolicyPreviewResult,
  Repository,
  RegistryScanningConfiguration,
  ReplicationConfiguration,
  RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr'
import type { RepositoryCatalogData } from '@aws-sdk/client-ecr-public'

/** What a policy would have done when its preview was started; nothing of it is done. */
export interface LifecyclePreviewRecord {
  policyText: string
  startedAt: Date
  results: LifecyclePolicyPreviewResult[]
}

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
  lifecyclePreview?: LifecyclePreviewRecord
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

/** A template as it is kept; its prefix is what it was called at first. */
export type TemplateRecord = RepositoryCreationTemplate & { prefix: string }

/** What an account says of its private registry in a region as a whole. */
export interface RegistrySettings {
  accountSettings: Map<string, string>
  policyText?: string
  replication?: ReplicationConfiguration
  scanning?: RegistryScanningConfiguration
  /** By prefix, each ending in `/` but `ROOT`. */
  templates: Map<string, TemplateRecord>
}
