import type { LifecycleRule } from './lifecycle-schema.ts'
import { statusOf } from './storage-class.ts'
import { matchesWildcard, starsOf } from '../../kernel/wildcard.ts'
import type { ImageRecord, RepositoryRecord } from './records.ts'

const day = 24 * 60 * 60 * 1000

/** An image and the one rule that acts on it. */
export interface Selected {
  image: ImageRecord
  rule: LifecycleRule
}

/**
 * Evaluates a lifecycle policy, rule by rule, the lowest priority first. An image belongs to the first
 * rule whose tags it has, marked or not; later rules still count it. An image that an index needs stays.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function evaluateLifecyclePolicy(
  repository: RepositoryRecord,
  policyText: string,
  now: Date,
): Selected[] {
  const { rules } = JSON.parse(policyText) as { rules: LifecycleRule[] }
  const images = [...repository.images.values()]
  const needed = new Set(images.flatMap(({ children }) => children))
  const claimed = new Set<ImageRecord>()
  const selected: Selected[] = []
  for (const rule of rules.toSorted((a, b) => a.rulePriority - b.rulePriority)) {
    const candidates = images
      .filter(
        (image) => statusOf(image, now) === statuses[rule.selection.storageClass ?? 'standard'],
      )
      .filter(({ tags }) => hasTags([...tags], rule.selection))
      .toSorted((a, b) => a.pushedAt.getTime() - b.pushedAt.getTime())
    for (const image of marked(candidates, rule.selection, now))
      if (!claimed.has(image) && !needed.has(image.digest)) selected.push({ image, rule })
    for (const image of candidates) claimed.add(image)
  }
  return selected
}

type Selection = LifecycleRule['selection']

const statuses = { standard: 'ACTIVE', archive: 'ARCHIVED' }

/** Of several prefixes or patterns an image must have all, each in one of its tags. */
function hasTags(
  tags: string[],
  { tagStatus, tagPrefixList = [], tagPatternList = [] }: Selection,
): boolean {
  if (tagStatus === 'any') return true
  if (tagStatus === 'untagged') return tags.length === 0
  const patterns = [...tagPatternList, ...tagPrefixList.map((prefix) => `${prefix}*`)].map(starsOf)
  return patterns.every((pattern) => tags.some((tag) => matchesWildcard(pattern, tag)))
}

/** Selects the images that a rule's count applies to, the oldest first. */
function marked(
  candidates: ImageRecord[],
  { countType, countNumber }: Selection,
  now: Date,
): ImageRecord[] {
  if (countType === 'imageCountMoreThan')
    return candidates.slice(0, Math.max(0, candidates.length - countNumber))
  const since = sinceOf[countType]!
  return candidates.filter((image) => now.getTime() - since(image).getTime() > countNumber * day)
}

/** From when the days are counted; an image that was not pulled counts from its push, or from when it was restored. */
const sinceOf: Record<string, (image: ImageRecord) => Date> = {
  sinceImagePushed: ({ pushedAt }) => pushedAt,
  sinceImagePulled: ({ lastRecordedPullTime, activatedAt, pushedAt }) =>
    new Date(Math.max(...[pushedAt, lastRecordedPullTime ?? 0, activatedAt ?? 0].map(Number))),
  sinceImageTransitioned: ({ archivedAt, pushedAt }) => archivedAt ?? pushedAt,
}
