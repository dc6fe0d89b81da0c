import type { ServiceRecord } from '../records.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html#failure-threshold */
export function threshold({ desiredCount, deploymentConfiguration }: ServiceRecord): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } =
    deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration ?? {}
  if (type === 'COUNT') return value
  const share = Math.ceil((desiredCount * value) / 100)
  return type === 'BOUNDED_PERCENT' ? Math.min(200, Math.max(3, share)) : Math.max(1, share)
}
