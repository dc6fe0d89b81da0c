import {
  type DesiredStatus,
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import type { AppService } from '../release/services.ts'

/** Lists a service's running tasks, or those that stopped in the last hour. */
export async function listTasks(
  context: Context,
  { name }: AppService,
  desired: DesiredStatus,
): Promise<Task[]> {
  const { aws, app } = context
  const { taskArns = [] } = await aws.ecs.send(
    new ListTasksCommand({ cluster: app.name, serviceName: name, desiredStatus: desired }),
  )
  return taskArns.length === 0 ? [] : describeTasks(context, taskArns)
}

export async function describeTasks({ aws, app }: Context, arns: string[]): Promise<Task[]> {
  const { tasks = [] } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster: app.name, tasks: arns }),
  )
  return tasks
}
