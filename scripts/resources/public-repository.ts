import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ImageDetail,
  ListTagsForResourceCommand,
  type Repository,
} from '@aws-sdk/client-ecr-public'
import { isOurs, ownerOfShared, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

export async function findPublicRepository(
  { aws }: Context,
  name: string,
): Promise<Repository | undefined> {
  const found = await unlessMissing(
    aws.ecrPublic.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })),
    'RepositoryNotFoundException',
  )
  return found?.repositories?.[0]
}

/** ECR Public has neither immutable tags nor lifecycle policies. */
export async function ensurePublicRepository(context: Context, name: string): Promise<void> {
  const { aws, app, changes, print } = context
  const what = `public ECR repository ${name}`
  if (await findPublicRepository(context, name)) return changes.unchanged(what)
  print('ECR Public has no immutable tags: releases use the digest')
  await changes.create(what, async () => {
    const { repository } = await aws.ecrPublic.send(
      new CreateRepositoryCommand({
        repositoryName: name,
        tags: tagList(ownerOfShared(app)),
      }),
    )
    return repository!.repositoryUri
  })
}

export async function removePublicRepository(context: Context, name: string): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPublicRepository(context, name)
  if (!repository) return
  const { repositoryArn: resourceArn } = repository
  const { tags } = await aws.ecrPublic.send(new ListTagsForResourceCommand({ resourceArn }))
  await changes.remove(
    `public ECR repository ${name} and its images`,
    isOurs(ownerOfShared(app), tags),
    () => aws.ecrPublic.send(new DeleteRepositoryCommand({ repositoryName: name, force: true })),
  )
}

export async function describePublicImage(
  { aws }: Context,
  { repositoryName, imageTag }: { repositoryName: string; imageTag: string },
): Promise<ImageDetail | undefined> {
  const found = await unlessMissing(
    aws.ecrPublic.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] })),
    'ImageNotFoundException',
  )
  return found?.imageDetails?.[0]
}
