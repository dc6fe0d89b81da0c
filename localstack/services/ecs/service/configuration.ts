import type {
  DeploymentConfiguration,
  NetworkConfiguration,
  ThresholdConfiguration,
} from '@aws-sdk/client-ecs'

/** A deployment configuration with defaults. */
export interface RollingConfiguration extends DeploymentConfiguration {
  strategy: 'ROLLING' | 'BLUE_GREEN'
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
  return {
    bakeTimeInMinutes: 0,
    ...before,
    ...given,
    strategy: (given.strategy ?? before?.strategy ?? 'ROLLING') as RollingConfiguration['strategy'],
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
