import type { CapacityProviderStrategyItem, ClusterSetting } from '@aws-sdk/client-ecs'
import { invalidParameter } from '../errors.ts'

export function checkClusterName(name: string): void {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name))
    throw invalidParameter('Cluster name contains invalid characters.')
}

/** A cluster has only Fargate's capacity providers, because there are no container instances. */
export function checkCapacityProviders(providers: string[]): void {
  for (const provider of providers)
    if (provider !== 'FARGATE' && provider !== 'FARGATE_SPOT')
      throw invalidParameter(
        `The specified capacity provider '${provider}' was not found. Specify a valid name or ARN and try again.`,
      )
}

export function checkStrategy(strategy: CapacityProviderStrategyItem[], providers: string[]): void {
  for (const { capacityProvider = '' } of strategy)
    if (!providers.includes(capacityProvider))
      throw invalidParameter(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      )
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    throw invalidParameter(
      'The specified capacity provider strategy contains multiple capacity providers with a base value defined. Specify a base value for only one capacity provider and try again.',
    )
}

/** terraform-aws-modules/terraform-aws-ecs#264 has the words. */
export function checkSettings(settings: ClusterSetting[]): void {
  for (const { value = '' } of settings)
    if (!['enabled', 'disabled', 'enhanced'].includes(value))
      throw invalidParameter("Invalid setting 'value'")
}
