import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ImageDetail,
  ListTagsForResourceCommand,
  type Repository,
} from '@aws-sdk/client-ecr-public'
import { isOurs, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

export async function findPublicRepository({ aws, app }: Context): Promise<Repository | undefined> {
  const found = await unlessMissing(
    aws.ecrPublic.send(new DescribeRepositoriesCommand({ repositoryNames: [app.name] })),
    'RepositoryNotFoundException',
  )
  return found?.repositories?.[0]
}

/** ECR Public has neither immutable tags nor lifecycle policies. */
export async function ensurePublicRepository(context: Context): Promise<void> {
  const { aws, app, changes, print } = context
  const what = `public ECR repository ${app.name}`
  if (await findPublicRepository(context)) return changes.unchanged(what)
  print('ECR Public has no immutable tags: releases use the digest')
  await changes.create(what, async () => {
    const { repository } = await aws.ecrPublic.send(
      new CreateRepositoryCommand({ repositoryName: app.name, tags: tagList(app) }),
    )
    return repository!.repositoryUri
  })
}

export async function removePublicRepository(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPublicRepository(context)
  if (!repository) return
  const { repositoryArn: resourceArn } = repository
  const { tags } = await aws.ecrPublic.send(new ListTagsForResourceCommand({ resourceArn }))
  await changes.remove(`public ECR repository ${app.name} and its images`, isOurs(app, tags), () =>
    aws.ecrPublic.send(new DeleteRepositoryCommand({ repositoryName: app.name, force: true })),
  )
}

export async function describePublicImage(
  { aws, app }: Context,
  imageTag: string,
): Promise<ImageDetail | undefined> {
  const found = await unlessMissing(
    aws.ecrPublic.send(
      new DescribeImagesCommand({ repositoryName: app.name, imageIds: [{ imageTag }] }),
    ),
    'ImageNotFoundException',
  )
  return found?.imageDetails?.[0]
}
