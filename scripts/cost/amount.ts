import type { Architecture, Prices } from './prices.ts'

/** The hours of a month, as AWS's own calculator counts them. */
export const hours = 730

/** What is paid for, and its price for a month. */
export interface Amount {
  quantity: string
  /** US dollars; undefined if the price is not known. */
  monthly?: number | undefined
}

/** A task as Fargate counts it. */
export interface TaskCost {
  vcpu: number
  /** GB */
  memory: number
  architecture: Architecture
  isSpot: boolean
}

/** The price of Fargate Spot changes with supply and demand. */
export function tasksAmount(count: number, task: TaskCost, { fargate }: Prices): Amount {
  const { vcpu, memory, architecture, isSpot } = task
  const price = fargate[architecture]
  const hour = vcpu * price.vcpu + memory * price.memory
  const kind = [...(architecture === 'ARM64' ? ['ARM64'] : []), ...(isSpot ? ['Spot'] : [])]
  return {
    quantity: [`${count} × ${vcpu} vCPU`, `${memory} GB`, ...kind].join(', '),
    monthly: isSpot ? undefined : count * hours * hour,
  }
}

export const countAmount = (count: number, hourly: number): Amount => ({
  quantity: String(count),
  monthly: count * hours * hourly,
})

/** A price for a GB counts 2^30 bytes. */
export function storageAmount(bytes: number, price: number): Amount {
  const gb = bytes / 2 ** 30
  return { quantity: `${gb.toFixed(2)} GB`, monthly: gb * price }
}

/** The sum of several amounts; a price that is not known makes the sum unknown. */
export const sumOf = (amounts: Amount[]): Amount => ({
  quantity: amounts.map(({ quantity }) => quantity).join(' and '),
  monthly: totalOf(amounts),
})

export const totalOf = (amounts: Amount[]): number | undefined =>
  amounts.some(({ monthly }) => monthly === undefined)
    ? undefined
    : amounts.reduce((sum, { monthly }) => sum + monthly!, 0)
