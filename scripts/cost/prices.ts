import { BadInput } from '../release/exit-codes.ts'

/** AWS's public prices on demand of one region, in US dollars. */
export interface Prices {
  /** A vCPU and a GB of memory of a Linux task on Fargate, for an hour. */
  fargate: Record<Architecture, { vcpu: number; memory: number }>
  /** An Application Load Balancer for an hour, without its traffic. */
  loadBalancer: number
  /** A public IPv4 address for an hour. */
  address: number
  /** A GB for a month. */
  images: number
  logs: number
  /** A secret of Secrets Manager, and an advanced parameter of Parameter Store, for a month. */
  secret: number
  advancedParameter: number
}

export type Architecture = 'X86_64' | 'ARM64'

/** The day on which the table was written. */
export const pricesOf = '2026-11-28'

/**
 * https://aws.amazon.com/fargate/pricing/, /elasticloadbalancing/pricing/, /vpc/pricing/, /ecr/pricing/,
 * /cloudwatch/pricing/, /secrets-manager/pricing/, /systems-manager/pricing/
 */
const regions: Record<string, Prices> = {
  'us-east-1': {
    fargate: {
      X86_64: { vcpu: 0.04048, memory: 0.004445 },
      ARM64: { vcpu: 0.03238, memory: 0.00356 },
    },
    loadBalancer: 0.0225,
    address: 0.005,
    images: 0.1,
    logs: 0.03,
    secret: 0.4,
    advancedParameter: 0.05,
  },
  'eu-central-1': {
    fargate: {
      X86_64: { vcpu: 0.04656, memory: 0.00511 },
      ARM64: { vcpu: 0.03725, memory: 0.00409 },
    },
    loadBalancer: 0.027,
    address: 0.005,
    images: 0.1,
    logs: 0.0324,
    secret: 0.4,
    advancedParameter: 0.05,
  },
}

export function requirePrices(region: string): Prices {
  const prices = regions[region]
  if (prices) return prices
  throw new BadInput(
    `there are no prices of ${region}: the table of ${pricesOf} in scripts/cost/prices.ts has ${Object.keys(regions).join(' and ')}; add the region from the pages that are named there`,
  )
}
