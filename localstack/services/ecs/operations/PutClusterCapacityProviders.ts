import type {
  PutClusterCapacityProvidersCommandInput,
  PutClusterCapacityProvidersCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { clusterToApi, requireCluster } from '../cluster/cluster.ts'
import { checkCapacityProviders, checkStrategy } from '../cluster/rules.ts'

export const PutClusterCapacityProviders: Operation<
  PutClusterCapacityProvidersCommandInput,
  PutClusterCapacityProvidersCommandOutput
> = (input, call) => {
  const cluster = requireCluster(call, input.cluster)
  checkCapacityProviders(input.capacityProviders)
  checkStrategy(input.defaultCapacityProviderStrategy, input.capacityProviders)
  cluster.capacityProviders = input.capacityProviders
  cluster.defaultCapacityProviderStrategy = input.defaultCapacityProviderStrategy
  return { cluster: clusterToApi(call, cluster) }
}
