import type {
  LifecyclePolicyPreviewResult,
  LifecyclePolicyPreviewSummary,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../kernel/errors.ts'
import { evaluateLifecyclePolicy, type Selected } from './lifecycle-evaluation.ts'
import type { LifecyclePreviewRecord, RepositoryRecord } from './records.ts'

const previewLifetime = 24 * 60 * 60 * 1000

/** Evaluates a policy for a preview, and keeps what came of it. */
export function startPreview(repository: RepositoryRecord, policyText: string, now: Date): void {
  const results = evaluateLifecyclePolicy(repository, policyText, now).map(resultOf)
  repository.lifecyclePreview = { policyText, startedAt: now, results }
}

function resultOf({
  image,
  rule: { rulePriority, selection, action },
}: Selected): LifecyclePolicyPreviewResult {
  return {
    imageTags: [...image.tags],
    imageDigest: image.digest,
    imagePushedAt: image.pushedAt,
    action:
      action.type === 'expire'
        ? { type: 'EXPIRE' }
        : { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' },
    appliedRulePriority: rulePriority,
    storageClass: selection.storageClass === 'archive' ? 'ARCHIVE' : 'STANDARD',
  }
}

/** The preview of a repository, or ECR's error. */
export function requirePreview({
  lifecyclePreview,
  repositoryName,
  registryId,
}: RepositoryRecord): LifecyclePreviewRecord {
  if (lifecyclePreview) return lifecyclePreview
  throw awsError(
    'LifecyclePolicyPreviewNotFoundException',
    `Lifecycle policy preview does not exist for the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
  )
}

/** True if a preview has expired. */
export const hasExpired = ({ startedAt }: LifecyclePreviewRecord, now: Date): boolean =>
  now.getTime() - startedAt.getTime() > previewLifetime

/** Counts the images of each action. */
export function summaryOf(results: LifecyclePolicyPreviewResult[]): LifecyclePolicyPreviewSummary {
  const expiring = results.filter(({ action }) => action?.type === 'EXPIRE').length
  const transitioning = results.length - expiring
  return {
    expiringImageTotalCount: expiring,
    transitioningImageTotalCounts:
      transitioning > 0 ? [{ targetStorageClass: 'ARCHIVE', imageTotalCount: transitioning }] : [],
  }
}
