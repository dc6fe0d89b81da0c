import type {
  LifecyclePolicyPreviewResult,
  Repository,
  RegistryScanningConfiguration,
  ReplicationConfiguration,
  RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr'
import type { RepositoryCatalogData } from '@aws-sdk/client-ecr-public'

/** The result of a policy's evaluation at the start of its preview. */
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
  /** The catalog data of a public repository, for ECR Public's gallery. */
  catalogData?: RepositoryCatalogData
  /** By manifest digest. */
  images: Map<string, ImageRecord>
  /** From image tag to manifest digest; see image-tags.ts. */
  tags: Map<string, string>
  /** The time at which each tag was last put on its image. */
  taggedAt?: Map<string, Date>
}

/** A pushed manifest and what ECR remembers of it; the manifest's bytes are content. */
export interface ImageRecord {
  digest: string
  mediaType: string
  artifactMediaType?: string | undefined
  size: number
  pushedAt: Date
  lastRecordedPullTime?: Date | undefined
  /** The time at which it was last archived. */
  archivedAt?: Date | undefined
  /** The time at which it is restored from the archive. */
  activatedAt?: Date | undefined
  /** The time of the last StartImageScan. */
  scanRequestedAt?: Date | undefined
  /** The tags that name it; see image-tags.ts. */
  tags: Set<string>
  /** The config and the layers this manifest needs. */
  layers: string[]
  /** The manifests this index needs. */
  children: string[]
  /** The manifest this one refers to (OCI 1.1 `subject`). */
  subject?: string | undefined
}

/** Bytes kept once per account, whichever repositories hold them. */
export interface ContentRecord {
  size: number
  mediaType?: string
  repositoryArns: Set<string>
}

/** A template as it is kept; its prefix is what it was called at first. */
export type TemplateRecord = RepositoryCreationTemplate & { prefix: string }

/** The settings of an account's private registry in a region. */
export interface RegistrySettings {
  accountSettings: Map<string, string>
  policyText?: string
  replication?: ReplicationConfiguration
  scanning?: RegistryScanningConfiguration
  /** By prefix, each ending in `/` but `ROOT`. */
  templates: Map<string, TemplateRecord>
}
