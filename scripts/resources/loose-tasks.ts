import {
  DescribeTasksCommand,
  paginateListTasks,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'

/** Stops the tasks in the app's cluster that belong to no service, and waits until they have stopped. */
export async function stopLooseTasks(context: Context): Promise<void> {
  const { aws, app, changes, progress } = context
  const tasks = (await listTasks(context)).filter(({ group }) => !group?.startsWith('service:'))
  if (tasks.length === 0) return
  await changes.remove(`${tasks.length} tasks of no service in ${app.name}`, true, async () => {
    for (const { taskArn: task } of tasks)
      await aws.ecs.send(
        new StopTaskCommand({ cluster: app.name, task, reason: 'the app is removed' }),
      )
    await wait({
      for: 'the tasks of no service to stop',
      seconds: 300,
      progress,
      look: async () => {
        const left = await listTasks(context)
        return left.length === 0 || undefined
      },
    })
  })
}

async function listTasks({ aws, app }: Context): Promise<Task[]> {
  const arns: string[] = []
  const list = async () => {
    for await (const { taskArns = [] } of paginateListTasks(
      { client: aws.ecs },
      { cluster: app.name },
    ))
      arns.push(...taskArns)
  }
  await unlessMissing(list(), 'ClusterNotFoundException')
  const found: Task[] = []
  for (let start = 0; start < arns.length; start += batchSize) {
    const { tasks = [] } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster: app.name, tasks: arns.slice(start, start + batchSize) }),
    )
    found.push(...tasks)
  }
  return found
}

const batchSize = 100
