import {
  DescribeServicesCommand,
  type ECSClient,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs'

/** Lists the ids of all deployments. */
export async function listDeployments(client: ECSClient): Promise<Set<string>> {
  const services = await Array.fromAsync(describeServices(client))
  const deployments = services.flatMap((service) => service.deployments ?? [])
  return new Set(deployments.map(({ id }) => id!))
}

/**
 * Checks that no deployment that the workflow started goes on: a workflow that does not wait shows
 * nothing. `before` are the deployments before it ran.
 */
export async function checkSettled(
  client: ECSClient,
  file: string,
  before: Set<string>,
): Promise<void> {
  for await (const service of describeServices(client))
    if (service.deployments?.some(({ id }) => !before.has(id!))) checkDeployments(service, file)
}

async function* describeServices(client: ECSClient): AsyncGenerator<Service> {
  for await (const { clusterArns = [] } of paginateListClusters({ client }, {}))
    for (const cluster of clusterArns)
      for await (const { serviceArns = [] } of paginateListServices({ client }, { cluster })) {
        if (serviceArns.length === 0) continue
        const command = new DescribeServicesCommand({ cluster, services: serviceArns })
        yield* (await client.send(command)).services!
      }
}

function checkDeployments({ serviceName, deployments = [] }: Service, file: string): void {
  const unsettled = deployments.find(
    ({ rolloutState, desiredCount, runningCount }) =>
      rolloutState === 'FAILED' ||
      (rolloutState === 'IN_PROGRESS' && runningCount !== desiredCount),
  )
  if (deployments.length <= 1 && !unsettled) return
  const [{ rolloutState, rolloutStateReason } = {}] = unsettled ? [unsettled] : deployments
  throw new Error(
    `${file} ends before ${serviceName} is deployed: its deployment is ${rolloutState} (${rolloutStateReason}). Wait for it: \`wait-for-service-stability: true\` of amazon-ecs-deploy-task-definition, or \`aws ecs wait services-stable\``,
  )
}
