import type { ListServicesCommandInput, ListServicesCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { ecsPage } from '../list.ts'
import { ecsOf } from '../state.ts'

export const ListServices: Operation<ListServicesCommandInput, ListServicesCommandOutput> =
  readOnly((input, call) => {
    const cluster = requireCluster(call, input.cluster)
    const { launchType, schedulingStrategy, resourceManagementType } = input
    const arns = ecsOf(call)
      .services.values()
      .filter(
        (service) =>
          service.clusterArn === cluster.clusterArn &&
          service.status !== 'INACTIVE' &&
          (launchType === undefined || service.launchType === launchType) &&
          (schedulingStrategy === undefined || service.schedulingStrategy === schedulingStrategy) &&
          (resourceManagementType === undefined ||
            (service.resourceManagementType ?? 'CUSTOMER') === resourceManagementType),
      )
      .map(({ serviceArn }) => serviceArn)
    const { items, nextToken } = ecsPage([...arns], { maxResults: 10, ...input })
    return { serviceArns: items, nextToken }
  })
