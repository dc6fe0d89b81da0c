import type {
  ListServiceDeploymentsCommandInput,
  ListServiceDeploymentsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { ecsPage } from '../list.ts'
import { findService } from '../service/service.ts'

export const ListServiceDeployments: Operation<
  ListServiceDeploymentsCommandInput,
  ListServiceDeploymentsCommandOutput
> = readOnly((input, call) => {
  const cluster = requireCluster(call, input.cluster)
  const service = findService(call, cluster, input.service)
  if (!service) throw awsError('ServiceNotFoundException', 'Service not found.')
  const { status, createdAt } = input
  const found = service.serviceDeployments.filter(
    (deployment) =>
      (status === undefined || status.includes(deployment.status!)) &&
      (!createdAt?.after || deployment.createdAt > createdAt.after) &&
      (!createdAt?.before || deployment.createdAt < createdAt.before),
  )
  const { items, nextToken } = ecsPage(found, input)
  return {
    serviceDeployments: items.map((deployment) => ({
      ...deployment,
      targetServiceRevisionArn: deployment.targetServiceRevision?.arn,
    })),
    nextToken,
  }
})
