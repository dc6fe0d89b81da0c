import { arn } from '../../kernel/arn.ts'
import type { Call, Scope } from '../service.ts'
import {
  type Actions,
  type Needed,
  on,
  onAnything,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { registrySettings } from './registry-settings.ts'
import { repositoryArn } from './repository.ts'
import { registry } from './state.ts'

interface Named {
  repositoryName: string
  registryId?: string
}

/** A right on a repository, together with the policies that the repository and its registry have. */
export function onRepository(scope: Scope, { repositoryName, registryId }: Named): Needed {
  const owner = registryId === undefined ? scope : scope.inAccount(registryId)
  const { policyText } = owner.state(registry).repositories.get(repositoryName) ?? {}
  const policies = [policyText ?? [], owner.state(registrySettings).policyText ?? []].flat()
  return { resource: repositoryArn(owner, repositoryName), policies }
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
    BatchGetRepositoryScanningConfiguration: onEach(
      ({ repositoryNames }: { repositoryNames: string[] }, call) =>
        repositoryNames.map((name) => repositoryArn(call, name)),
    ),
    CompleteLayerUpload: repository,
    CreateRepository: (input: Named & { tags?: unknown[] }, call) => [
      repository(input, call),
      ...(input.tags?.length ? [{ ...repository(input, call), action: 'ecr:TagResource' }] : []),
    ],
    CreateRepositoryCreationTemplate: onAnything,
    DeleteLifecyclePolicy: repository,
    DeleteRegistryPolicy: onAnything,
    DeleteRepository: repository,
    DeleteRepositoryCreationTemplate: onAnything,
    DeleteRepositoryPolicy: repository,
    DescribeImageReplicationStatus: repository,
    DescribeImageScanFindings: repository,
    DescribeImages: repository,
    DescribeRegistry: onAnything,
    DescribeRepositories: (input: { repositoryNames?: string[]; registryId?: string }, call) =>
      input.repositoryNames?.length
        ? input.repositoryNames.map((repositoryName) =>
            repository({ ...input, repositoryName }, call),
          )
        : { resource: arn(call, 'ecr', 'repository/*') },
    DescribeRepositoryCreationTemplates: onAnything,
    GetAccountSetting: onAnything,
    GetAuthorizationToken: onAnything,
    GetDownloadUrlForLayer: repository,
    GetLifecyclePolicy: repository,
    GetLifecyclePolicyPreview: repository,
    GetRegistryPolicy: onAnything,
    GetRegistryScanningConfiguration: onAnything,
    GetRepositoryPolicy: repository,
    InitiateLayerUpload: repository,
    ListImageReferrers: repository,
    ListImages: repository,
    ListTagsForResource: taggedResource,
    PutAccountSetting: onAnything,
    PutImage: repository,
    PutImageScanningConfiguration: repository,
    PutImageTagMutability: repository,
    PutLifecyclePolicy: repository,
    PutRegistryPolicy: onAnything,
    PutRegistryScanningConfiguration: onAnything,
    PutReplicationConfiguration: onAnything,
    SetRepositoryPolicy: repository,
    StartImageScan: repository,
    StartLifecyclePolicyPreview: repository,
    TagResource: taggedResource,
    UntagResource: taggedResource,
    UpdateImageStorageClass: repository,
    UpdateRepositoryCreationTemplate: onAnything,
    UploadLayerPart: repository,
  },
}
