import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { continuous } from '../release/services.ts'
import { listTasks } from './task.ts'

/** Counts the running tasks of the services by the images of their containers, `<repository>@<digest>`. */
export async function countRunning(context: Context): Promise<Map<string, number>> {
  const missing = ['ClusterNotFoundException', 'ServiceNotFoundException']
  const lists = continuous(context.services).map((service) =>
    unlessMissing(listTasks(context, service, 'RUNNING'), ...missing),
  )
  const counts = new Map<string, number>()
  for (const { containers = [] } of (await Promise.all(lists)).flatMap((tasks) => tasks ?? []))
    for (const image of new Set(containers.map((container) => container.image!)))
      counts.set(image, (counts.get(image) ?? 0) + 1)
  return counts
}
