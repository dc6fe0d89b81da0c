import { awsError } from '../../kernel/errors.ts'
import { invalidEcrParameter } from './invalid.ts'
import { type LifecycleRule, schemaViolation } from './lifecycle-schema.ts'
import type { RepositoryRecord } from './records.ts'

const leastDaysInArchive = 90

/** Rejects a lifecycle policy as ECR does: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
export function checkLifecyclePolicy(text: string): void {
  const policy = parse(text)
  const violation = schemaViolation(policy)
  if (violation) throw invalid(violation)
  const { rules } = policy as { rules: LifecycleRule[] }
  for (const rule of rules) checkRule(rule)
  checkPriorities(rules)
}

function parse(text: string): Record<string, unknown> {
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    throw unmappable()
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) throw unmappable()
  return policy as Record<string, unknown>
}

function checkRule({ selection, action }: LifecycleRule): void {
  checkTags(selection)
  checkCount(selection)
  checkAction(selection, action)
}

function checkTags({ tagStatus, tagPrefixList, tagPatternList }: LifecycleRule['selection']): void {
  if (tagStatus === 'tagged') {
    if (tagPrefixList && tagPatternList)
      throw invalid(
        'If policy has a tagged rule, it must specify only one of tagPrefixList or tagPatternList',
      )
    if (!tagPrefixList?.length && !tagPatternList?.length)
      throw invalid('Must specify tagPrefixList or tagPatternList')
  } else {
    const list = tagPrefixList ? 'tagPrefixList' : tagPatternList ? 'tagPatternList' : undefined
    if (list) throw invalid(`Cannot specify ${list} with tagStatus ${tagStatus}`)
  }
  for (const pattern of tagPatternList ?? [])
    if (pattern.split('*').length > 5) throw invalid(`Invalid tag pattern ${pattern}`)
}

function checkCount({ countType, countUnit, storageClass }: LifecycleRule['selection']): void {
  const counts = countType === 'imageCountMoreThan'
  if (counts && countUnit !== undefined)
    throw invalid(`Cannot specify countUnit with countType ${countType}`)
  if (!counts && countUnit === undefined)
    throw invalid(`Must specify countUnit with countType ${countType}`)
  if (storageClass === 'archive' && countType !== 'sinceImageTransitioned')
    throw invalid(
      'SINCE_IMAGE_PUSHED, SINCE_IMAGE_PULLED and IMAGE_COUNT_MORE_THAN support the STANDARD storage class only',
    )
  if (countType === 'sinceImageTransitioned' && storageClass !== 'archive')
    throw invalid(`Must specify storageClass archive with countType ${countType}`)
}

/** Images that are not pulled can only be archived; archived ones stay for 90 days: https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html */
function checkAction(
  { countType, countNumber }: LifecycleRule['selection'],
  action: LifecycleRule['action'],
): void {
  if ((action.type === 'transition') !== (action.targetStorageClass !== undefined))
    throw unmappable()
  if (countType === 'sinceImagePulled' && action.type === 'expire')
    throw invalid('SINCE_IMAGE_PULLED supports the TRANSITION action only')
  if (countType !== 'sinceImageTransitioned') return
  if (action.type === 'transition')
    throw invalid('SINCE_IMAGE_TRANSITIONED supports the EXPIRE action only')
  if (countNumber < leastDaysInArchive)
    throw invalid(`countNumber must be at least ${leastDaysInArchive} with countType ${countType}`)
}

function checkPriorities(rules: LifecycleRule[]): void {
  const priorities = rules.map(({ rulePriority }) => rulePriority)
  if (new Set(priorities).size < priorities.length)
    throw invalid('Duplicate priority in multiple rules')
  const classes = Map.groupBy(rules, ({ selection }) => selection.storageClass ?? 'standard')
  for (const ofClass of classes.values()) checkOncePerClass(ofClass)
}

function checkOncePerClass(rules: LifecycleRule[]): void {
  const [any, ...more] = rules.filter(({ selection }) => selection.tagStatus === 'any')
  if (more.length > 0) throw invalid('Only one rule can specify tagStatus=ANY')
  if (any && rules.some(({ rulePriority }) => rulePriority > any.rulePriority))
    throw invalid('Rule for tagStatus=ANY must have the highest rulePriority')
  if (rules.filter(({ selection }) => selection.tagStatus === 'untagged').length > 1)
    throw invalid('Only one rule can select Untagged images per storage class.')
}

const invalid = (message: string) =>
  invalidEcrParameter('LifecyclePolicyText', `Lifecycle policy validation failure: ${message}`)

const unmappable = () =>
  invalidEcrParameter(
    'LifecyclePolicyText',
    'Lifecycle policy parsing failure: Could not map policyString into LifecyclePolicy',
  )

/** The lifecycle policy of a repository, or ECR's error. */
export function requireLifecyclePolicy({
  lifecyclePolicyText,
  repositoryName,
  registryId,
}: RepositoryRecord): string {
  if (lifecyclePolicyText !== undefined) return lifecyclePolicyText
  throw awsError(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
  )
}
