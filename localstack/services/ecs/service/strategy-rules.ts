import { notImplemented } from '../../../kernel/errors.ts'
import { invalidParameter } from '../errors.ts'
import type { ServiceRecord } from '../records.ts'
import type { RollingConfiguration } from './configuration.ts'
import { checkHooks } from './hook-rules.ts'

/** Rejects deployment configurations that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function checkDeploymentConfiguration({
  deploymentConfiguration,
  loadBalancers,
}: Pick<ServiceRecord, 'deploymentConfiguration' | 'loadBalancers'>): void {
  const { strategy, bakeTimeInMinutes, earlySuccessCriteria } = deploymentConfiguration
  if (earlySuccessCriteria?.enable) throw notImplemented('early success criteria of deployments')
  checkMinutes({ bakeTimeInMinutes })
  checkCanary(deploymentConfiguration)
  checkLinear(deploymentConfiguration)
  checkHooks(deploymentConfiguration)
  // They shift traffic of a load balancer or of Service Connect, which the emulator lacks.
  if ((strategy === 'CANARY' || strategy === 'LINEAR') && loadBalancers.length === 0)
    throw notImplemented(`the deployment strategy ${strategy} without a load balancer`)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html */
function checkCanary({ strategy, canaryConfiguration }: RollingConfiguration): void {
  if (!canaryConfiguration) return
  if (strategy !== 'CANARY')
    throw invalidParameter(
      'canaryConfiguration is only valid when the deployment strategy is CANARY',
    )
  const { canaryPercent, canaryBakeTimeInMinutes } = canaryConfiguration
  checkPercent({ canaryPercent }, 0.1)
  checkMinutes({ canaryBakeTimeInMinutes })
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html */
function checkLinear({ strategy, linearConfiguration }: RollingConfiguration): void {
  if (!linearConfiguration) return
  if (strategy !== 'LINEAR')
    throw invalidParameter(
      'linearConfiguration is only valid when the deployment strategy is LINEAR',
    )
  const { stepPercent, stepBakeTimeInMinutes } = linearConfiguration
  checkPercent({ stepPercent }, 3)
  checkMinutes({ stepBakeTimeInMinutes })
}

type Given = Record<string, number | undefined>

function checkMinutes(given: Given): void {
  for (const [name, minutes = 0] of Object.entries(given))
    if (minutes < 0 || minutes > 1440) throw invalidParameter(`${name} must be between 0 and 1440`)
}

function checkPercent(given: Given, least: number): void {
  for (const [name, percent = least] of Object.entries(given))
    if (percent < least || percent > 100 || !isInTenths(percent))
      throw invalidParameter(`${name} must be a multiple of 0.1 from ${least.toFixed(1)} to 100.0`)
}

const isInTenths = (percent: number) => Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6
