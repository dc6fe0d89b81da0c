import { arn } from '../../kernel/arn.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type OperationPermission,
  on,
  onAnyResource,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { repositoryArn } from './repository.ts'
import { registry, registrySettings } from './state.ts'

interface Named {
  repositoryName: string
  registryId?: string | undefined
}

/** A permission on a repository, with the policies of the repository and its registry. */
export function onRepository(
  scope: Scope,
  { repositoryName, registryId }: Named,
): OperationPermission {
  const owner = registryId === undefined ? scope : scope.inAccount(registryId)
  const { policyText } = owner.state(registry).repositories.get(repositoryName) ?? {}
  const policies = [policyText ?? [], owner.state(registrySettings).policyText ?? []].flat()
  return { resource: repositoryArn(owner, repositoryName), policies }
}

const repository = (input: Named, call: Call): OperationPermission => onRepository(call, input)

const taggedResource = on(({ resourceArn }: { resourceArn: string }) => resourceArn)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const permissions: PermissionTable = {
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
    CreateRepository: (input: Named & { tags?: unknown[] | undefined }, call) => [
      repository(input, call),
      ...(input.tags?.length ? [{ ...repository(input, call), action: 'ecr:TagResource' }] : []),
    ],
    CreateRepositoryCreationTemplate: onAnyResource,
    DeleteLifecyclePolicy: repository,
    DeleteRegistryPolicy: onAnyResource,
    DeleteRepository: repository,
    DeleteRepositoryCreationTemplate: onAnyResource,
    DeleteRepositoryPolicy: repository,
    DescribeImageReplicationStatus: repository,
    DescribeImageScanFindings: repository,
    DescribeImages: repository,
    DescribeRegistry: onAnyResource,
    DescribeRepositories: (
      input: { repositoryNames?: string[] | undefined; registryId?: string | undefined },
      call,
    ) =>
      input.repositoryNames?.length
        ? input.repositoryNames.map((repositoryName) =>
            repository({ ...input, repositoryName }, call),
          )
        : { resource: arn(call, 'ecr', 'repository/*') },
    DescribeRepositoryCreationTemplates: onAnyResource,
    GetAccountSetting: onAnyResource,
    GetAuthorizationToken: onAnyResource,
    GetDownloadUrlForLayer: repository,
    GetLifecyclePolicy: repository,
    GetLifecyclePolicyPreview: repository,
    GetRegistryPolicy: onAnyResource,
    GetRegistryScanningConfiguration: onAnyResource,
    GetRepositoryPolicy: repository,
    InitiateLayerUpload: repository,
    ListImageReferrers: repository,
    ListImages: repository,
    ListTagsForResource: taggedResource,
    PutAccountSetting: onAnyResource,
    PutImage: repository,
    PutImageScanningConfiguration: repository,
    PutImageTagMutability: repository,
    PutLifecyclePolicy: repository,
    PutRegistryPolicy: onAnyResource,
    PutRegistryScanningConfiguration: onAnyResource,
    PutReplicationConfiguration: onAnyResource,
    SetRepositoryPolicy: repository,
    StartImageScan: repository,
    StartLifecyclePolicyPreview: repository,
    TagResource: taggedResource,
    UntagResource: taggedResource,
    UpdateImageStorageClass: repository,
    UpdateRepositoryCreationTemplate: onAnyResource,
    UploadLayerPart: repository,
  },
}
