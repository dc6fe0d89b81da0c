import type { RepositoryCreationTemplate } from '@aws-sdk/client-ecr'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { checkEncryption, encryptionOf } from './encryption.ts'
import { checkLifecyclePolicy } from './lifecycle-policy.ts'
import { checkRepositoryPolicy } from './repository-policy.ts'
import { addRepository } from './repository.ts'
import { addResourceTags } from './resource-tags.ts'
import { registry, registrySettings } from './state.ts'
import { checkTagMutability } from './tag-mutability.ts'
import type { RepositoryRecord, TemplateRecord } from './records.ts'

/** A prefix is always taken to end in a slash; ROOT is the one of all the rest. */
export const templateKey = (prefix: string) =>
  prefix === 'ROOT' ? prefix : prefix.replace(/\/?$/, '/')

/** Rejects a template whose repositories could not be created. */
export function checkTemplate(scope: Scope, template: RepositoryCreationTemplate): void {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters } = template
  const { encryptionConfiguration = {}, resourceTags, repositoryPolicy, lifecyclePolicy } = template
  checkTagMutability({ imageTagMutability, imageTagMutabilityExclusionFilters })
  checkEncryption(encryptionConfiguration)
  addResourceTags(new Map(), resourceTags)
  if (repositoryPolicy) checkRepositoryPolicy(scope, repositoryPolicy)
  if (lifecyclePolicy) checkLifecyclePolicy(lifecyclePolicy)
}

/** The template an operation names, or ECR's error. */
export function requireTemplate(scope: Scope, prefix: string): TemplateRecord {
  const template = scope.state(registrySettings).templates.get(templateKey(prefix))
  if (template) return template
  throw awsError(
    'TemplateNotFoundException',
    `The repository creation template with prefix '${prefix}' does not exist in the registry with id '${scope.account}'`,
  )
}

/**
 * Creates the repository that a push names, where a template for that has its prefix (the longest one does it, ROOT
 * has all): https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 * `mayCreate` throws if the client lacks the permission.
 */
export function createOnPush(
  scope: Scope,
  repositoryName: string,
  mayCreate: () => void,
): RepositoryRecord | undefined {
  const { templates } = scope.state(registrySettings)
  if (scope.state(registry).repositories.has(repositoryName)) return undefined
  if (repositoryName.length > 256 || !namePattern.test(repositoryName)) return undefined
  const [template] = [...templates]
    .filter(([, { appliedFor }]) => appliedFor?.includes('CREATE_ON_PUSH'))
    .filter(([key]) => key === 'ROOT' || repositoryName.startsWith(key))
    .toSorted(([a], [b]) => weightOf(b) - weightOf(a))
    .map(([, match]) => match)
  if (!template) return undefined
  mayCreate()
  return createFrom(scope, template, repositoryName)
}

const namePattern =
  /^(?=..)[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/

const weightOf = (key: string) => (key === 'ROOT' ? 0 : key.length)

const createFrom = (scope: Scope, template: TemplateRecord, repositoryName: string) =>
  addRepository(scope, {
    repositoryName,
    imageTagMutability: template.imageTagMutability ?? 'MUTABLE',
    ...(template.imageTagMutabilityExclusionFilters && {
      imageTagMutabilityExclusionFilters: template.imageTagMutabilityExclusionFilters,
    }),
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: encryptionOf(scope, template.encryptionConfiguration),
    ...(template.repositoryPolicy && { policyText: template.repositoryPolicy }),
    ...(template.lifecyclePolicy && { lifecyclePolicyText: template.lifecyclePolicy }),
    tags: template.resourceTags,
  })
