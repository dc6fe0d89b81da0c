import type { Repository } from '@aws-sdk/client-ecr'
import type { Tag } from '@aws-sdk/client-ecr-public'
import { arn, globalArn, parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'
import { isPublicRegistry, publicAlias, serviceOf } from './public-registry.ts'
import { registryHost } from './registry-address.ts'
import { addResourceTags } from './resource-tags.ts'
import { registry } from './state.ts'
import type { RepositoryRecord } from './records.ts'

/** `arn:aws:ecr:<region>:<account>:repository/<name>`; a public one has no region. */
export const repositoryArn = (scope: Scope, name: string) =>
  (isPublicRegistry(scope) ? globalArn : arn)(scope, serviceOf(scope), `repository/${name}`)

type NewRepository = Partial<Omit<RepositoryRecord, 'tags'>> &
  Pick<RepositoryRecord, 'repositoryName' | 'imageTagMutability'> & { tags: Tag[] | undefined }

/** Makes an empty repository, or throws if the name is in use. */
export function addRepository(
  scope: Scope,
  { tags, ...settings }: NewRepository,
): RepositoryRecord {
  const { repositories } = scope.state(registry)
  const { repositoryName } = settings
  if (repositories.has(repositoryName))
    throw awsError(
      'RepositoryAlreadyExistsException',
      `The repository with name '${repositoryName}' already exists in the registry with id '${scope.account}'`,
    )
  const repository: RepositoryRecord = {
    ...settings,
    repositoryArn: repositoryArn(scope, repositoryName),
    registryId: scope.account,
    createdAt: scope.clock.now(),
    resourceTags: new Map(),
    images: new Map(),
    tags: new Map(),
  }
  addResourceTags(repository.resourceTags, tags)
  repositories.set(repositoryName, repository)
  return repository
}

/** The repository an operation names, or ECR's error. */
export function requireRepository(
  scope: Scope,
  {
    repositoryName,
    registryId = scope.account,
  }: { repositoryName: string; registryId?: string | undefined },
): RepositoryRecord {
  const repository =
    registryId === scope.account
      ? scope.state(registry).repositories.get(repositoryName)
      : undefined
  if (!repository)
    throw awsError(
      'RepositoryNotFoundException',
      `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
    )
  return repository
}

/** Finds a repository by its ARN, as the tagging operations name it. */
export function requireRepositoryByArn(scope: Scope, resourceArn: string): RepositoryRecord {
  const parsed = parseArn(resourceArn)
  const name = /^repository\/(.+)$/.exec(parsed?.resource ?? '')?.[1]
  if (parsed?.service !== serviceOf(scope) || !name)
    throw invalidEcrParameter('resourceArn', 'Invalid ARN')
  if (parsed.region !== (isPublicRegistry(scope) ? '' : scope.region))
    throw invalidEcrParameter('resourceArn', 'Invalid ARN')
  return requireRepository(scope, { repositoryName: name, registryId: parsed.account })
}

/** A repository as a caller sees it: its URI leads to the registry by the way the call came. */
export const repositoryToApi = (call: Call, repository: RepositoryRecord): Repository => ({
  ...repository,
  repositoryUri: `${registryHost(call)}/${repositoryPath(call, repository)}`,
})

/** The name of a repository in the registry's paths and image references. */
export const repositoryPath = (
  scope: Pick<Scope, 'account' | 'region'>,
  { repositoryName }: Pick<RepositoryRecord, 'repositoryName'>,
) => (isPublicRegistry(scope) ? `${publicAlias(scope.account)}/${repositoryName}` : repositoryName)
