import type { ContainerOverride } from '@aws-sdk/client-ecs'
import type { HostConfig } from '../../../docker/index.ts'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'

const MiB = 1024 * 1024

/** Limits a container to its own CPU and memory, and to those of its task. */
export function limits(
  definition: ContainerDefinitionRecord,
  override: ContainerOverride | undefined,
  task: TaskRecord,
): HostConfig {
  const cpu = Number(task.cpu)
  const memory = Number(task.memory)
  const hard = within(override?.memory ?? definition.memory, memory) ?? memory
  const soft = within(override?.memoryReservation ?? definition.memoryReservation, hard)
  const shares = within(override?.cpu ?? definition.cpu, cpu)
  return {
    Memory: hard * MiB,
    MemoryReservation: soft && soft * MiB,
    CpuShares: shares && Math.max(2, shares),
    NanoCpus: (cpu / 1024) * 1e9,
  }
}

/** Returns undefined for 0 and less, which set no limit. */
const within = (asked: number | undefined, most: number): number | undefined =>
  asked !== undefined && asked > 0 ? Math.min(asked, most) : undefined
