import type {
  CapacityProviderStrategyItem,
  CreateServiceCommandInput,
  RuntimePlatform,
} from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import { readLoadBalancer } from '../release/load-balancer-file.ts'
import { type AppService, balanced, continuous } from '../release/services.ts'
import { cpuUnits, memoryUnits } from '../release/task-size.ts'
import { fill, readMembers, readTemplate, type Values } from '../release/template.ts'
import { findNetwork } from '../resources/network.ts'
import { readScaling } from '../resources/scaling.ts'
import { type Amount, countAmount, type TaskCost, tasksAmount } from './amount.ts'
import type { Prices } from './prices.ts'

/** The amounts of what the files ask for, by name. */
export async function readDesiredAmounts(
  context: Context,
  values: Values,
  prices: Prices,
): Promise<Map<string, Amount>> {
  const { services } = context.app
  const amounts = new Map<string, Amount>()
  let addresses = 0
  for (const service of continuous(services)) {
    const count = readCount(service, values)
    amounts.set(service.name, amountOf(service, { count, values, prices }))
    if (hasPublicAddress(service, values)) addresses += count
  }
  if (balanced(services).length > 0) {
    amounts.set('load balancer', countAmount(1, prices.loadBalancer))
    const { Scheme, Subnets } = readLoadBalancer(values).input
    if (Scheme !== 'internal')
      addresses += Subnets?.length ?? (await findNetwork(context)).subnets.length
  }
  amounts.set('public IPv4 addresses', countAmount(addresses, prices.address))
  return amounts
}

/** With `scaling.json` it is the least number of tasks that is paid for. */
function amountOf(
  service: AppService,
  { count, values, prices }: { count: number; values: Values; prices: Prices },
): Amount {
  const task = readTaskCost(service, values)
  const amount = tasksAmount(count, task, prices)
  if (!service.files.has('scaling')) return amount
  const { MaxCapacity } = readScaling(service, values).target
  const most = tasksAmount(MaxCapacity, task, prices).monthly
  const limit = `scaled to ${MaxCapacity} at most${most === undefined ? '' : `: ${most.toFixed(2)}`}`
  return { ...amount, quantity: `${amount.quantity} (${limit})` }
}

function readCount(service: AppService, values: Values): number {
  if (service.files.has('scaling')) return readScaling(service, values).target.MinCapacity
  const { desiredCount } = readMembers(`${service.name}/service.json`, ['desiredCount'], values)
  return Number(desiredCount ?? 1)
}

function readTaskCost({ name }: AppService, values: Values): TaskCost {
  const task = readMembers(
    `${name}/task-definition.json`,
    ['cpu', 'memory', 'runtimePlatform'],
    values,
  ) as { cpu?: string; memory?: string; runtimePlatform?: RuntimePlatform }
  const { capacityProviderStrategy = [] } = readMembers(
    `${name}/service.json`,
    ['capacityProviderStrategy'],
    values,
  ) as { capacityProviderStrategy?: CapacityProviderStrategyItem[] }
  const isSpot = capacityProviderStrategy.some(
    ({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT',
  )
  return {
    vcpu: (cpuUnits(task.cpu) ?? 0) / 1024,
    memory: (memoryUnits(task.memory) ?? 0) / 1024,
    architecture: task.runtimePlatform?.cpuArchitecture ?? 'X86_64',
    isSpot,
  }
}

function hasPublicAddress({ name }: AppService, values: Values): boolean {
  const file = `${name}/service.json`
  const { networkConfiguration } = readTemplate(file) as unknown as CreateServiceCommandInput
  const { assignPublicIp = 'DISABLED' } = networkConfiguration?.awsvpcConfiguration ?? {}
  return fill(assignPublicIp, values, file) === 'ENABLED'
}
