import type {
  UpdateTaskProtectionCommandInput,
  UpdateTaskProtectionCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { wakeScheduler } from '../scheduler.ts'
import { checkMinutes, findProtectable, protect, protectionOf } from '../service/protection.ts'

export const UpdateTaskProtection: Operation<
  UpdateTaskProtectionCommandInput,
  UpdateTaskProtectionCommandOutput
> = ({ cluster: reference, tasks: references, protectionEnabled, expiresInMinutes }, call) => {
  const cluster = requireCluster(call, reference)
  checkMinutes(expiresInMinutes)
  const { tasks, failures } = findProtectable(call, cluster, references)
  for (const task of tasks)
    protect(call, task, { enabled: protectionEnabled, minutes: expiresInMinutes })
  wakeScheduler(call)
  return { protectedTasks: tasks.map((task) => protectionOf(call, task)), failures }
}
