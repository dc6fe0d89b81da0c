import { isDeepStrictEqual } from 'node:util'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  type ImageDetail,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  type Repository,
} from '@aws-sdk/client-ecr'
import { isOurs, ownerOfShared, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { hasAll } from '../release/same.ts'
import type { Json } from '../release/template.ts'

export async function findPrivateRepository(
  { aws }: Context,
  name: string,
): Promise<Repository | undefined> {
  const found = await unlessMissing(
    aws.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
    'RepositoryNotFoundException',
  )
  return found?.repositories?.[0]
}

/** Tags cannot be moved, except those that name no content. */
const mutability = {
  imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
  imageTagMutabilityExclusionFilters: ['latest', 'branch-*', 'mirror-*'].map((filter) => ({
    filterType: 'WILDCARD' as const,
    filter,
  })),
} as const

/** Creates the repository with immutable tags. */
export async function ensurePrivateRepository(
  context: Context,
  name: string,
  lifecycle: Json,
): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPrivateRepository(context, name)
  if (!repository) {
    await changes.create(`ECR repository ${name}`, async () => {
      const created = await aws.ecr.send(
        new CreateRepositoryCommand({
          repositoryName: name,
          ...mutability,
          imageScanningConfiguration: { scanOnPush: true },
          tags: tagList(ownerOfShared(app)),
        }),
      )
      return created.repository!.repositoryUri
    })
  } else if (isAsDesired(repository)) {
    changes.unchanged(`ECR repository ${name}`)
  } else {
    await changes.update(`ECR repository ${name}`, () => makeAsDesired(context, name))
  }
  await ensureLifecycle(context, { name, desired: lifecycle, exists: repository !== undefined })
}

const isAsDesired = ({ imageScanningConfiguration, ...repository }: Repository) =>
  hasAll(repository as Json, mutability as unknown as Json) &&
  imageScanningConfiguration?.scanOnPush === true

async function makeAsDesired({ aws }: Context, repositoryName: string) {
  await aws.ecr.send(new PutImageTagMutabilityCommand({ repositoryName, ...mutability }))
  await aws.ecr.send(
    new PutImageScanningConfigurationCommand({
      repositoryName,
      imageScanningConfiguration: { scanOnPush: true },
    }),
  )
}

async function ensureLifecycle(
  { aws, changes }: Context,
  { name, desired, exists }: { name: string; desired: Json; exists: boolean },
) {
  const what = `lifecycle policy of ECR repository ${name}`
  const present = exists
    ? await unlessMissing(
        aws.ecr.send(new GetLifecyclePolicyCommand({ repositoryName: name })),
        'LifecyclePolicyNotFoundException',
      )
    : undefined
  const put = async () => {
    await aws.ecr.send(
      new PutLifecyclePolicyCommand({
        repositoryName: name,
        lifecyclePolicyText: JSON.stringify(desired),
      }),
    )
    return what
  }
  if (!present) await changes.create(what, put)
  else if (isDeepStrictEqual(JSON.parse(present.lifecyclePolicyText!), desired))
    changes.unchanged(what)
  else await changes.update(what, put)
}

/** Removes the repository and every image in it. */
export async function removePrivateRepository(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPrivateRepository(context, name)
  if (!repository) return
  const { tags } = await aws.ecr.send(
    new ListTagsForResourceCommand({ resourceArn: repository.repositoryArn }),
  )
  await changes.remove(
    `ECR repository ${name} and its images`,
    isOurs(ownerOfShared(app), tags),
    () => aws.ecr.send(new DeleteRepositoryCommand({ repositoryName: name, force: true })),
  )
}

export async function describePrivateImage(
  { aws }: Context,
  { repositoryName, imageTag }: { repositoryName: string; imageTag: string },
): Promise<ImageDetail | undefined> {
  const found = await unlessMissing(
    aws.ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] })),
    'ImageNotFoundException',
  )
  return found?.imageDetails?.[0]
}
