import type { RollingConfiguration } from './configuration.ts'

/** How many tasks there are that are wanted to run, by what the rollout makes of them. */
export interface Counts {
  desired: number
  /** Of the primary deployment. */
  current: number
  /** Of older deployments. */
  old: number
  healthyCurrent: number
  healthyOld: number
}

export interface Moves {
  start: number
  /** Old tasks to stop, those that are not healthy first. */
  stopOld: number
  /** Tasks of the primary deployment that are too many. */
  stopCurrent: number
  /** The percents leave no room for a move that is needed. */
  blocked: boolean
}

/** What a rolling update may do now: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html, with ECS's rounding. */
export function nextMoves(
  { desired, current, old, healthyCurrent, healthyOld }: Counts,
  { minimumHealthyPercent, maximumPercent }: RollingConfiguration,
): Moves {
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
