import { paginateDescribeImages } from '@aws-sdk/client-ecr'
import type { Service, Task } from '@aws-sdk/client-ecs'
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import { imagesOf } from '../release/app-images.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { logGroupsOf } from '../release/log-groups.ts'
import type { Values } from '../release/template.ts'
import { findLoadBalancer } from '../resources/load-balancer.ts'
import { findLogGroup } from '../resources/log-group.ts'
import { listServiceNames } from '../resources/removed-services.ts'
import { listSecrets } from '../resources/secret.ts'
import { findService } from '../resources/service.ts'
import { listTasks } from '../resources/task.ts'
import { type Amount, countAmount, storageAmount, sumOf, tasksAmount } from './amount.ts'
import type { Prices } from './prices.ts'

/** The amounts of what exists in the account, by name. */
export async function readRunningAmounts(
  context: Context,
  values: Values,
  prices: Prices,
): Promise<Map<string, Amount>> {
  const amounts = new Map<string, Amount>()
  let addresses = 0
  for (const name of (await listServiceNames(context)).toSorted()) {
    const service = await findService(context, { name })
    const tasks = service ? await listTasks(context, { name }, 'RUNNING') : []
    amounts.set(name, amountOf(tasks, prices))
    if (isPublic(service)) addresses += tasks.length
  }
  const balancer = await findLoadBalancer(context)
  if (balancer) {
    amounts.set('load balancer', countAmount(1, prices.loadBalancer))
    addresses += addressesOf(balancer)
  }
  amounts.set('public IPv4 addresses', countAmount(addresses, prices.address))
  if (context.app.visibility === 'private')
    amounts.set('images in ECR', storageAmount(await imageBytes(context), prices.images))
  amounts.set('logs', storageAmount(await logBytes(context, values), prices.logs))
  const advanced = (await listSecrets(context)).filter(({ Tier }) => Tier === 'Advanced')
  if (advanced.length > 0)
    amounts.set('advanced parameters', {
      quantity: String(advanced.length),
      monthly: advanced.length * prices.advancedParameter,
    })
  return amounts
}

/** During a rollout tasks of two sizes may run. */
function amountOf(tasks: Task[], prices: Prices): Amount {
  if (tasks.length === 0) return { quantity: '0 tasks', monthly: 0 }
  const bySize = Map.groupBy(tasks, (task) => JSON.stringify(costOf(task)))
  return sumOf(
    [...bySize.values()].map((alike) => tasksAmount(alike.length, costOf(alike[0]!), prices)),
  )
}

function costOf({ cpu, memory, attributes = [], capacityProviderName }: Task) {
  const architecture = attributes.find(({ name }) => name === 'ecs.cpu-architecture')?.value
  return {
    vcpu: Number(cpu) / 1024,
    memory: Number(memory) / 1024,
    architecture: architecture === 'arm64' ? ('ARM64' as const) : ('X86_64' as const),
    isSpot: capacityProviderName === 'FARGATE_SPOT',
  }
}

const isPublic = (service: Service | undefined) =>
  service?.networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED'

/** A load balancer has an address in each of its zones at least. */
const addressesOf = ({ Scheme, AvailabilityZones = [] }: LoadBalancer): number =>
  Scheme === 'internet-facing' ? AvailabilityZones.length : 0

/** Images share layers, which are paid for once: it is this or less. */
async function imageBytes({ app, aws }: Context): Promise<number> {
  let bytes = 0
  for (const { repository } of imagesOf(app)) {
    const read = async () => {
      const pages = paginateDescribeImages({ client: aws.ecr }, { repositoryName: repository })
      for await (const { imageDetails = [] } of pages)
        for (const { imageSizeInBytes = 0, imageManifestMediaType } of imageDetails)
          if (!/index|list/.test(imageManifestMediaType ?? '')) bytes += imageSizeInBytes
    }
    await unlessMissing(read(), 'RepositoryNotFoundException')
  }
  return bytes
}

async function logBytes(context: Context, values: Values): Promise<number> {
  const names = context.app.services.flatMap((service) => logGroupsOf(service, values))
  const groups = await Promise.all([...new Set(names)].map((name) => findLogGroup(context, name)))
  return groups.reduce((sum, group) => sum + (group?.storedBytes ?? 0), 0)
}
