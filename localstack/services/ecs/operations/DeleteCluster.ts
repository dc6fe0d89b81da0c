import type { DeleteClusterCommandInput, DeleteClusterCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { clusterToApi, requireCluster } from '../cluster/cluster.ts'
import { ecsOf } from '../state.ts'

export const DeleteCluster: Operation<DeleteClusterCommandInput, DeleteClusterCommandOutput> = (
  { cluster: reference },
  call,
) => {
  const cluster = requireCluster(call, reference)
  const { services, tasks } = ecsOf(call)
  const isIn = ({ clusterArn }: { clusterArn: string }) => clusterArn === cluster.clusterArn
  if (services.values().some((service) => isIn(service) && service.status !== 'INACTIVE'))
    throw awsError(
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    )
  if (tasks.values().some((task) => isIn(task) && task.lastStatus !== 'STOPPED'))
    throw awsError(
      'ClusterContainsTasksException',
      'The Cluster cannot be deleted while Tasks are active.',
    )
  cluster.status = 'INACTIVE'
  return { cluster: clusterToApi(call, cluster) }
}
