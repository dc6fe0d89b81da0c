import type { CapacityProviderStrategyItem, LaunchType } from '@aws-sdk/client-ecs'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord } from '../records.ts'

export interface Capacity {
  launchType: LaunchType | undefined
  capacityProviderStrategy: CapacityProviderStrategyItem[] | undefined
}

interface CapacityInput {
  launchType?: LaunchType | undefined
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined
}

/** Returns the given launch type or strategy, else the cluster's default strategy, else EC2, as AWS does. */
export function capacityOf(
  { launchType, capacityProviderStrategy }: CapacityInput,
  cluster: ClusterRecord,
): Capacity {
  if (launchType && capacityProviderStrategy?.length)
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    )
  const strategy = capacityProviderStrategy?.length
    ? capacityProviderStrategy
    : cluster.defaultCapacityProviderStrategy
  if (launchType || strategy.length === 0)
    return { launchType: launchType ?? 'EC2', capacityProviderStrategy: undefined }
  checkStrategy(strategy, cluster)
  return { launchType: undefined, capacityProviderStrategy: strategy }
}

function checkStrategy(strategy: CapacityProviderStrategyItem[], cluster: ClusterRecord): void {
  for (const { capacityProvider = '' } of strategy)
    if (!cluster.capacityProviders.includes(capacityProvider))
      throw invalidParameter(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      )
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    throw invalidParameter(
      'There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Specify a base value for only one capacity provider and try again.',
    )
  if (
    strategy.every(({ weight = 0 }) => weight === 0) &&
    strategy.every(({ base = 0 }) => base === 0)
  )
    throw invalidParameter(
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value of greater than zero for at least one capacity provider in the strategy and try again.',
    )
}

/** Returns true for launch types that need container instances (EC2, EXTERNAL, MANAGED_INSTANCES). Clusters have none here. */
export const needsInstances = ({ launchType }: { launchType?: LaunchType | undefined }): boolean =>
  launchType !== undefined && launchType !== 'FARGATE'

export const noContainerInstances = () =>
  invalidParameter('No Container Instances were found in your cluster.')
