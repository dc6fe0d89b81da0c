import {
  type Cluster,
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  UpdateClusterCommand,
} from '@aws-sdk/client-ecs'
import { type App, isOurs } from '../release/app.ts'
import { connected } from '../release/connect.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'
import { removeNamespace } from './namespace.ts'
import { ecsTags } from './service.ts'

/** ECS describes a deleted cluster as INACTIVE for some time. */
export async function findCluster({ aws, app }: Context): Promise<Cluster | undefined> {
  const { clusters = [] } = await aws.ecs.send(
    new DescribeClustersCommand({ clusters: [app.name], include: ['TAGS'] }),
  )
  return clusters.find(({ status }) => status !== 'INACTIVE')
}

export async function ensureCluster(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const what = `ECS cluster ${app.name}`
  const found = await findCluster(context)
  const serviceConnectDefaults = connectDefaultsOf(app)
  if (found && serviceConnectDefaults && !found.serviceConnectDefaults)
    return changes.update(`${what} with a namespace`, () =>
      aws.ecs.send(new UpdateClusterCommand({ cluster: app.name, serviceConnectDefaults })),
    )
  if (found) return changes.unchanged(what)
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

/** The namespace of the app's services, which ECS creates if some use Service Connect. */
const connectDefaultsOf = ({ name, services }: App) =>
  connected(services).length > 0 ? { namespace: name } : undefined

async function createCluster({ aws, app }: Context): Promise<string | undefined> {
  const command = new CreateClusterCommand({
    clusterName: app.name,
    tags: ecsTags(app),
    serviceConnectDefaults: connectDefaultsOf(app),
  })
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
  const ours = isOurs(app, cluster.tags)
  await changes.remove(`ECS cluster ${app.name}`, ours, () =>
    aws.ecs.send(new DeleteClusterCommand({ cluster: app.name })),
  )
  const namespace = cluster.serviceConnectDefaults?.namespace
  if (namespace) await removeNamespace(context, namespace, ours)
}
