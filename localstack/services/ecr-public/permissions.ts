import { globalArn } from '../../kernel/arn.ts'
import { onRepository, registry } from '../ecr/public.ts'
import { publicRegion } from '../../kernel/region.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type OperationPermission,
  on,
  onAnyResource,
  tagRecord,
} from '../../access/permission.ts'

interface Named {
  repositoryName: string
}

const repository = ({ repositoryName }: Named, call: Call): OperationPermission =>
  onRepository(call.inAccount(call.account, publicRegion), { repositoryName })

const taggedResource = on(({ resourceArn }: { resourceArn: string }) => resourceArn)

const wholeRegistry = on((_: object, call) =>
  globalArn(call, 'ecr-public', `registry/${call.account}`),
)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html */
export const permissions: PermissionTable = {
  keys: ['ResourceTag/'],
  tagsOf: (call, resource) => {
    const name = /:repository\/(.+)$/.exec(resource)?.[1] ?? ''
    const scope = call.inAccount(call.account, publicRegion)
    return tagRecord(scope.state(registry).repositories.get(name)?.resourceTags)
  },
  rules: {
    BatchCheckLayerAvailability: repository,
    BatchDeleteImage: repository,
    CompleteLayerUpload: repository,
    CreateRepository: (input: Named & { tags?: unknown[] | undefined }, call) => [
      repository(input, call),
      ...(input.tags?.length
        ? [{ ...repository(input, call), action: 'ecr-public:TagResource' }]
        : []),
    ],
    DeleteRepository: repository,
    DeleteRepositoryPolicy: repository,
    DescribeImageTags: repository,
    DescribeImages: repository,
    DescribeRegistries: onAnyResource,
    DescribeRepositories: (input: { repositoryNames?: string[] | undefined }, call) =>
      input.repositoryNames?.length
        ? input.repositoryNames.map((repositoryName) => repository({ repositoryName }, call))
        : { resource: globalArn(call, 'ecr-public', 'repository/*') },
    GetAuthorizationToken: () => [
      { resource: '*' },
      {
        action: 'sts:GetServiceBearerToken',
        resource: '*',
        keys: { 'sts:AWSServiceName': 'ecr-public.amazonaws.com' },
      },
    ],
    GetRegistryCatalogData: onAnyResource,
    GetRepositoryCatalogData: repository,
    GetRepositoryPolicy: repository,
    InitiateLayerUpload: repository,
    ListTagsForResource: taggedResource,
    PutImage: repository,
    PutRegistryCatalogData: wholeRegistry,
    PutRepositoryCatalogData: repository,
    SetRepositoryPolicy: repository,
    TagResource: taggedResource,
    UntagResource: taggedResource,
    UploadLayerPart: repository,
  },
}
