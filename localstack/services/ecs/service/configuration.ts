import type {
  DeploymentConfiguration,
  DeploymentStrategy,
  NetworkConfiguration,
  ThresholdConfiguration,
} from '@aws-sdk/client-ecs'

/** A deployment configuration with defaults. */
export interface RollingConfiguration extends DeploymentConfiguration {
  strategy: DeploymentStrategy
  minimumHealthyPercent: number
  maximumPercent: number
  deploymentCircuitBreaker: {
    enable: boolean
    rollback: boolean
    resetOnHealthyTask?: boolean | undefined
    thresholdConfiguration?: ThresholdConfiguration | undefined
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html. A given member replaces the previous one. */
export function rollingConfiguration(
  given: DeploymentConfiguration = {},
  before?: RollingConfiguration,
): RollingConfiguration {
  const {
    enable = false,
    rollback = false,
    ...rest
  } = given.deploymentCircuitBreaker ?? before?.deploymentCircuitBreaker ?? {}
  const strategy = given.strategy ?? before?.strategy ?? 'ROLLING'
  return {
    bakeTimeInMinutes: 0,
    ...before,
    // They belong to the strategy before.
    ...(before &&
      strategy !== before.strategy && {
        canaryConfiguration: undefined,
        linearConfiguration: undefined,
      }),
    ...given,
    strategy,
    minimumHealthyPercent: given.minimumHealthyPercent ?? before?.minimumHealthyPercent ?? 100,
    maximumPercent: given.maximumPercent ?? before?.maximumPercent ?? 200,
    deploymentCircuitBreaker: { enable, rollback, ...rest },
  }
}

/** Adds the API's defaults: no security groups and no public address. */
export const filledInNetwork = ({
  awsvpcConfiguration,
}: NetworkConfiguration = {}): NetworkConfiguration => ({
  awsvpcConfiguration: awsvpcConfiguration && {
    securityGroups: [],
    assignPublicIp: 'DISABLED',
    ...awsvpcConfiguration,
  },
})
