import {
  type DesiredStatus,
  DescribeTasksCommand,
  ListTasksCommand,
  type ListTasksCommandInput,
  type Task,
} from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'

/** Lists a service's running tasks, or those that stopped in the last hour. */
export const listTasks = (
  context: Context,
  { name }: Pick<AppService, 'name'>,
  desired: DesiredStatus,
): Promise<Task[]> => findTasks(context, { serviceName: name, desiredStatus: desired })

/** Finds tasks in the app's cluster. */
export async function findTasks(
  context: Context,
  filter: Omit<ListTasksCommandInput, 'cluster'>,
): Promise<Task[]> {
  const { aws, app } = context
  const arns: string[] = []
  let nextToken: string | undefined
  do {
    const page = await aws.ecs.send(
      new ListTasksCommand({ cluster: app.name, ...filter, nextToken }),
    )
    arns.push(...(page.taskArns ?? []))
    nextToken = page.nextToken
  } while (nextToken)
  return describeTasks(context, arns)
}

/** The most tasks that DescribeTasks takes. */
const batchSize = 100

export async function describeTasks({ aws, app }: Context, arns: string[]): Promise<Task[]> {
  const found: Task[] = []
  for (let start = 0; start < arns.length; start += batchSize) {
    const { tasks = [] } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster: app.name, tasks: arns.slice(start, start + batchSize) }),
    )
    found.push(...tasks)
  }
  return found
}
