import type { RollingConfiguration } from './configuration.ts'
import { isHealthy } from './health.ts'
import type { TaskSnapshot } from './snapshot.ts'
import type { Moves, Strategy } from './strategy.ts'

/** The numbers of tasks that are to run. */
export interface Counts {
  desired: number
  /** Of the primary deployment. */
  current: number
  /** Of older deployments. */
  old: number
  healthyCurrent: number
  healthyOld: number
}

/** The next moves of a rolling update: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html, with ECS's rounding. */
export function nextMoves(
  { desired, current, old, healthyCurrent, healthyOld }: Counts,
  { minimumHealthyPercent, maximumPercent }: RollingConfiguration,
): Omit<Moves, 'startOld'> {
  const floor = Math.ceil((desired * minimumHealthyPercent) / 100)
  const ceiling = Math.floor((desired * maximumPercent) / 100)
  const missing = Math.max(0, desired - current)
  const start = Math.max(0, Math.min(missing, ceiling - current - old))
  const healthy = healthyCurrent + healthyOld
  const spare = Math.min(Math.max(0, healthy - floor), healthyOld)
  const unhealthyOld = healthy >= floor || start < missing ? old - healthyOld : 0
  const stopOld = spare + unhealthyOld
  const waiting = current > healthyCurrent
  return {
    start,
    stopOld,
    stopCurrent: Math.max(0, current - desired),
    blocked: missing > 0 && start === 0 && stopOld === 0 && !waiting,
  }
}

/** Replaces tasks within minimumHealthyPercent and maximumPercent. */
export const rolling: Strategy = {
  advance() {},
  moves({ service, snapshot }, { current, old }) {
    const healthy = (tasks: TaskSnapshot[]) =>
      tasks.filter((task) => isHealthy(service, snapshot, task)).length
    const counts = {
      desired: service.desiredCount,
      current: current.length,
      old: old.length,
      healthyCurrent: healthy(current),
      healthyOld: healthy(old),
    }
    return { ...nextMoves(counts, service.deploymentConfiguration), startOld: 0 }
  },
  straysAmong: () => [],
  isAtLastStage: () => true,
}
