import type {
  GetTaskProtectionCommandInput,
  GetTaskProtectionCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { findProtectable, protectionOf } from '../service/protection.ts'

export const GetTaskProtection: Operation<
  GetTaskProtectionCommandInput,
  GetTaskProtectionCommandOutput
> = readOnly(({ cluster: reference, tasks: references }, call) => {
  const cluster = requireCluster(call, reference)
  const { tasks, failures } = findProtectable(call, cluster, references)
  return { protectedTasks: tasks.map((task) => protectionOf(call, task)), failures }
})
