import {
  type Cluster,
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
} from '@aws-sdk/client-ecs'
import { isOurs } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'
import { ecsTags } from './service.ts'

/** ECS describes a deleted cluster as INACTIVE for some time. */
export async function findCluster({ aws, app }: Context): Promise<Cluster | undefined> {
  const { clusters = [] } = await aws.ecs.send(
    new DescribeClustersCommand({ clusters: [app.name], include: ['TAGS'] }),
  )
  return clusters.find(({ status }) => status !== 'INACTIVE')
}

export async function ensureCluster(context: Context): Promise<void> {
  const { app, changes } = context
  const what = `ECS cluster ${app.name}`
  if (await findCluster(context)) return changes.unchanged(what)
  await changes.create(what, () =>
    wait({
      for: "ECS's service-linked role, which the first cluster of an account creates",
      seconds: 60,
      every: 3,
      progress: context.progress,
      look: () => createCluster(context),
    }),
  )
}

async function createCluster({ aws, app }: Context): Promise<string | undefined> {
  const command = new CreateClusterCommand({ clusterName: app.name, tags: ecsTags(app) })
  return aws.ecs.send(command).then(
    ({ cluster }) => cluster!.clusterArn,
    (error: Error) => {
      if (error.message.includes('service linked role')) return undefined
      throw error
    },
  )
}

export async function removeCluster(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const cluster = await findCluster(context)
  if (!cluster) return
  await changes.remove(`ECS cluster ${app.name}`, isOurs(app, cluster.tags), () =>
    aws.ecs.send(new DeleteClusterCommand({ cluster: app.name })),
  )
}
