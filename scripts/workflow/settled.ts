import {
  DescribeServicesCommand,
  type ECSClient,
  paginateListClusters,
  paginateListServices,
  type Service,
} from '@aws-sdk/client-ecs'

/** Checks that no service is still being deployed: a workflow that does not wait shows nothing. */
export async function checkSettled(client: ECSClient, file: string): Promise<void> {
  for await (const { clusterArns = [] } of paginateListClusters({ client }, {}))
    for (const cluster of clusterArns)
      for await (const { serviceArns = [] } of paginateListServices({ client }, { cluster })) {
        if (serviceArns.length === 0) continue
        const { services } = await client.send(
          new DescribeServicesCommand({ cluster, services: serviceArns }),
        )
        for (const service of services!) checkDeployments(service, file)
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
