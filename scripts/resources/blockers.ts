import { DescribeClustersCommand, paginateListClusters } from '@aws-sdk/client-ecs'
import { isProduction, tagMap } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { findStrangers } from './removed-services.ts'

/** Rejects what destroy could not finish, before it deletes anything, with the command that helps. */
export async function checkBlockers(context: Context): Promise<void> {
  const { app } = context
  const blockers = [
    ...(isProduction(app) ? await findEnvironments(context) : []).map(
      (environment) =>
        `the environment ${environment} runs images of these repositories: run \`npm run destroy -- --environment ${environment}\` first`,
    ),
    ...(await findOthers(context)).map(
      (name) =>
        `ECS service ${name} in cluster ${app.name} is not this app's: move it, or delete it with \`aws ecs delete-service --cluster ${app.name} --service ${name} --force\``,
    ),
  ]
  if (blockers.length > 0) throw new Error(`nothing was deleted: ${blockers.join('; ')}`)
}

/** The app's other environments that have a cluster, also if their file was removed. */
export async function findEnvironments(context: Context): Promise<string[]> {
  const { app } = context
  const found: string[] = []
  for (const name of (await listClusters(context)).filter((one) =>
    one.startsWith(`${app.base}-`),
  )) {
    const { clusters = [] } = await context.aws.ecs.send(
      new DescribeClustersCommand({ clusters: [name], include: ['TAGS'] }),
    )
    const { environment, 'managed-by': owner } = tagMap(clusters[0]?.tags ?? [])
    if (owner === app.tags['managed-by'] && name === `${app.base}-${environment}`)
      found.push(environment!)
  }
  return found
}

/** The names of the clusters of the account in this region. */
export async function listClusters({ aws }: Context): Promise<string[]> {
  const names: string[] = []
  for await (const { clusterArns = [] } of paginateListClusters({ client: aws.ecs }, {}))
    names.push(...clusterArns.map((arn) => arn.split('/').at(-1)!))
  return names.toSorted()
}

async function findOthers(context: Context): Promise<string[]> {
  const { all, ours } = await findStrangers(context)
  return all.filter((name) => !ours.includes(name))
}
