import { DescribeServiceRevisionsCommand, ListServiceDeploymentsCommand } from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'
import { findImage } from './image.ts'
import { listTaskDefinitions, requireTaskDefinition, shortName } from './task-definition.ts'

/** The most revisions that are searched for an image. */
const maxSearched = 100

/** The task definitions of the deployments that completed, the newest first. */
async function* completed(
  { aws, app }: Context,
  { name }: AppService,
): AsyncGenerator<string, undefined> {
  const { serviceDeployments = [] } = await aws.ecs.send(
    new ListServiceDeploymentsCommand({
      cluster: app.name,
      service: name,
      status: ['SUCCESSFUL'],
    }),
  )
  for (const { targetServiceRevisionArn } of serviceDeployments) {
    const { serviceRevisions = [] } = await aws.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [targetServiceRevisionArn!] }),
    )
    const found = serviceRevisions[0]?.taskDefinition
    if (found) yield found
  }
}

/** Finds the task definition of the newest deployment that completed. */
export const findNewestGood = async (
  context: Context,
  service: AppService,
): Promise<string | undefined> => (await completed(context, service).next()).value

/** Finds the task definition of the newest deployment that completed and ran another one than `current`. */
export async function findLastGood(
  context: Context,
  service: AppService,
  current: string,
): Promise<string> {
  for await (const found of completed(context, service)) if (found !== current) return found
  throw new Error(
    `no earlier deployment of ${service.name} has completed: it has only run ${shortName(current)}; name a revision or a commit with --to`,
  )
}

/** Finds a task definition of a service by its revision (`12` or `shop-api:12`), or by a tag of its image. */
export async function findRevision(
  context: Context,
  service: AppService,
  to: string,
): Promise<string> {
  const { ACTIVE: arns } = await listTaskDefinitions(context, service)
  const revision = to.replace(`${service.family}:`, '')
  const byNumber = arns.find((arn) => arn.endsWith(`:${revision}`))
  if (byNumber) return byNumber
  const image = await findImage(context, service, to)
  const byImage = image && (await findByDigest(context, arns, image.digest))
  if (byImage) return byImage
  const newest = arns.slice(-10).map(shortName).join(', ')
  throw new Error(
    image
      ? `no revision of ${service.family} runs the image ${to}: run \`npm run register\` with RELEASE_REVISION=${to}`
      : `${service.family} has no revision ${to}, and its repository no image of that tag; its newest revisions are ${newest}`,
  )
}

async function findByDigest(
  context: Context,
  arns: string[],
  digest: string,
): Promise<string | undefined> {
  for (const taskDefinition of arns.slice(-maxSearched).toReversed()) {
    const { containerDefinitions } = await requireTaskDefinition(context, taskDefinition)
    if (containerDefinitions?.some(({ image }) => image?.endsWith(`@${digest}`)))
      return taskDefinition
  }
  return undefined
}
