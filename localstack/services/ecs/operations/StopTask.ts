import type { StopTaskCommandInput, StopTaskCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { withAgents } from '../exec/agent.ts'
import { invalidParameter } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { findTask, requestStop } from '../task/task.ts'

export const StopTask: Operation<StopTaskCommandInput, StopTaskCommandOutput> = (
  { cluster: reference, task: taskReference, reason },
  call,
) => {
  const cluster = requireCluster(call, reference)
  const task = findTask(call, cluster, taskReference)
  if (!task) throw invalidParameter('The referenced task was not found.')
  requestStop(call, task, {
    stopCode: 'UserInitiated',
    reason: reason ?? 'Task stopped by user',
  })
  wakeScheduler(call)
  return { task: withAgents(task) }
}
