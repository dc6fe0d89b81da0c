import type { UpdateClusterCommandInput, UpdateClusterCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { clusterToApi, requireCluster } from '../cluster/cluster.ts'
import { checkConnectDefaults, connectDefaults } from '../cluster/connect-defaults.ts'
import { checkSettings } from '../cluster/rules.ts'

export const UpdateCluster: Operation<UpdateClusterCommandInput, UpdateClusterCommandOutput> = (
  { cluster: reference, settings, configuration, serviceConnectDefaults },
  call,
) => {
  const cluster = requireCluster(call, reference)
  checkSettings(settings ?? [])
  checkConnectDefaults(call, serviceConnectDefaults)
  cluster.settings = settings ?? cluster.settings
  cluster.configuration = configuration ?? cluster.configuration
  if (serviceConnectDefaults)
    cluster.serviceConnectDefaults = connectDefaults(call, serviceConnectDefaults)
  return { cluster: clusterToApi(call, cluster) }
}
