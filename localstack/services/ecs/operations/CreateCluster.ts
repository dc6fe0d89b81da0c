import type { CreateClusterCommandInput, CreateClusterCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { clusterArn, clusterToApi } from '../cluster/cluster.ts'
import { checkConnectDefaults, connectDefaults } from '../cluster/connect-defaults.ts'
import {
  checkCapacityProviders,
  checkClusterName,
  checkSettings,
  checkStrategy,
} from '../cluster/rules.ts'
import { ensureEcsRole } from '../linked-role.ts'
import type { ClusterRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { addTags, checkEcsTags, tagsOf } from '../tags.ts'

export const CreateCluster: Operation<CreateClusterCommandInput, CreateClusterCommandOutput> = (
  input,
  call,
) => {
  const { clusterName = 'default', settings = [], capacityProviders = [] } = input
  const strategy = input.defaultCapacityProviderStrategy ?? []
  checkClusterName(clusterName)
  checkSettings(settings)
  checkCapacityProviders(capacityProviders)
  checkStrategy(strategy, capacityProviders)
  checkEcsTags(input.tags)
  checkConnectDefaults(call, input.serviceConnectDefaults)
  ensureEcsRole(call)
  const { clusters } = ecsOf(call)
  const existing = clusters.get(clusterName)
  if (existing?.status === 'ACTIVE') return { cluster: clusterToApi(call, existing) }
  const cluster: ClusterRecord = {
    clusterArn: clusterArn(call, clusterName),
    clusterName,
    status: 'ACTIVE',
    configuration: input.configuration,
    serviceConnectDefaults: connectDefaults(call, input.serviceConnectDefaults),
    settings: settings.length > 0 ? settings : [{ name: 'containerInsights', value: 'disabled' }],
    capacityProviders,
    defaultCapacityProviderStrategy: strategy,
    statistics: [],
  }
  clusters.set(clusterName, cluster)
  addTags(call, cluster.clusterArn, input.tags)
  return { cluster: { ...clusterToApi(call, cluster), tags: tagsOf(call, cluster.clusterArn) } }
}
