import { StopTaskCommand, type Task } from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'
import { findTasks } from './task.ts'

/** Stops the tasks in the app's cluster that belong to no service, and waits until they have stopped. */
export async function stopLooseTasks(context: Context): Promise<void> {
  const { aws, app, changes, progress } = context
  const tasks = await listLooseTasks(context)
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
      look: async () => (await listLooseTasks(context)).length === 0 || undefined,
    })
  })
}

const listLooseTasks = async (context: Context): Promise<Task[]> => {
  const all = await unlessMissing(findTasks(context, {}), 'ClusterNotFoundException')
  return (all ?? []).filter(({ group }) => !group?.startsWith('service:'))
}
