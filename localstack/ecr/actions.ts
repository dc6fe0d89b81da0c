import { arn } from '../arn.ts'
import type { Call, Scope } from '../operation.ts'
import { type Actions, type Needed, on, onAnything, tagRecord } from '../iam/authorization/need.ts'
import { repositoryArn } from './repository.ts'
import { registry } from './state.ts'

interface Named {
  repositoryName: string
  registryId?: string
}

/** A right on a repository, together with the policy that the repository itself has. */
export function onRepository(scope: Scope, { repositoryName, registryId }: Named): Needed {
  const owner = registryId === undefined ? scope : scope.inAccount(registryId)
  const found = owner.state(registry).repositories.get(repositoryName)
  return { resource: repositoryArn(owner, repositoryName), policy: found?.policyText }
}

const repository = (input: Named, call: Call): Needed => onRepository(call, input)

const taggedResource = on(({ resourceArn }: { resourceArn: string }) => resourceArn)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const actions: Actions = {
  keys: ['ResourceTag/'],
  tagsOf: (call, resource) => {
    const name = /:repository\/(.+)$/.exec(resource)?.[1] ?? ''
    return tagRecord(call.state(registry).repositories.get(name)?.resourceTags)
  },
  rules: {
    BatchCheckLayerAvailability: repository,
    BatchDeleteImage: repository,
    BatchGetImage: repository,
    CompleteLayerUpload: repository,
    CreateRepository: (input: Named & { tags?: unknown[] }, call) => [
      repository(input, call),
      ...(input.tags?.length ? [{ ...repository(input, call), action: 'ecr:TagResource' }] : []),
    ],
    DeleteLifecyclePolicy: repository,
    DeleteRepository: repository,
    DeleteRepositoryPolicy: repository,
    DescribeImages: repository,
    DescribeRepositories: (input: { repositoryNames?: string[]; registryId?: string }, call) =>
      input.repositoryNames?.length
        ? input.repositoryNames.map((repositoryName) =>
            repository({ ...input, repositoryName }, call),
          )
        : { resource: arn(call, 'ecr', 'repository/*') },
    GetAuthorizationToken: onAnything,
    GetDownloadUrlForLayer: repository,
    GetLifecyclePolicy: repository,
    GetRepositoryPolicy: repository,
    InitiateLayerUpload: repository,
    ListImages: repository,
    ListTagsForResource: taggedResource,
    PutImage: repository,
    PutImageScanningConfiguration: repository,
    PutImageTagMutability: repository,
    PutLifecyclePolicy: repository,
    SetRepositoryPolicy: repository,
    TagResource: taggedResource,
    UntagResource: taggedResource,
    UploadLayerPart: repository,
  },
}
