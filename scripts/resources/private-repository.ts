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
import { isOurs, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import type { Json } from '../release/template.ts'

export async function findPrivateRepository({
  aws,
  app,
}: Context): Promise<Repository | undefined> {
  const found = await unlessMissing(
    aws.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [app.name] })),
    'RepositoryNotFoundException',
  )
  return found?.repositories?.[0]
}

/** Creates the repository with immutable tags. */
export async function ensurePrivateRepository(context: Context, lifecycle: Json): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPrivateRepository(context)
  if (!repository) {
    await changes.create(`ECR repository ${app.name}`, async () => {
      const created = await aws.ecr.send(
        new CreateRepositoryCommand({
          repositoryName: app.name,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
          tags: tagList(app),
        }),
      )
      return created.repository!.repositoryUri
    })
  } else if (isAsDesired(repository)) {
    changes.unchanged(`ECR repository ${app.name}`)
  } else {
    await changes.update(`ECR repository ${app.name}`, () => makeAsDesired(context))
  }
  await ensureLifecycle(context, lifecycle, repository !== undefined)
}

const isAsDesired = ({ imageTagMutability, imageScanningConfiguration }: Repository) =>
  imageTagMutability === 'IMMUTABLE' && imageScanningConfiguration?.scanOnPush === true

async function makeAsDesired({ aws, app }: Context) {
  await aws.ecr.send(
    new PutImageTagMutabilityCommand({ repositoryName: app.name, imageTagMutability: 'IMMUTABLE' }),
  )
  await aws.ecr.send(
    new PutImageScanningConfigurationCommand({
      repositoryName: app.name,
      imageScanningConfiguration: { scanOnPush: true },
    }),
  )
}

async function ensureLifecycle({ aws, app, changes }: Context, desired: Json, exists: boolean) {
  const what = `lifecycle policy of ECR repository ${app.name}`
  const present = exists
    ? await unlessMissing(
        aws.ecr.send(new GetLifecyclePolicyCommand({ repositoryName: app.name })),
        'LifecyclePolicyNotFoundException',
      )
    : undefined
  const put = async () => {
    await aws.ecr.send(
      new PutLifecyclePolicyCommand({
        repositoryName: app.name,
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
export async function removePrivateRepository(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const repository = await findPrivateRepository(context)
  if (!repository) return
  const { tags } = await aws.ecr.send(
    new ListTagsForResourceCommand({ resourceArn: repository.repositoryArn }),
  )
  await changes.remove(`ECR repository ${app.name} and its images`, isOurs(app, tags), () =>
    aws.ecr.send(new DeleteRepositoryCommand({ repositoryName: app.name, force: true })),
  )
}

export async function describePrivateImage(
  { aws, app }: Context,
  imageTag: string,
): Promise<ImageDetail | undefined> {
  const found = await unlessMissing(
    aws.ecr.send(new DescribeImagesCommand({ repositoryName: app.name, imageIds: [{ imageTag }] })),
    'ImageNotFoundException',
  )
  return found?.imageDetails?.[0]
}
