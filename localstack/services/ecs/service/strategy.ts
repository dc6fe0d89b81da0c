import type { Draft } from './draft.ts'
import type { TaskSnapshot } from './snapshot.ts'

/** The tasks of a service that are to run. */
export interface RunningTasks {
  /** Of the primary deployment. */
  current: TaskSnapshot[]
  /** Of older deployments. */
  old: TaskSnapshot[]
}

/** The numbers of tasks to start and stop. */
export interface Moves {
  start: number
  /** Of the last completed deployment, in the place of tasks that have stopped. */
  startOld: number
  /** Of older deployments. Tasks that are not healthy stop first. */
  stopOld: number
  /** Of the primary deployment, beyond the desired count. */
  stopCurrent: number
  /** A task has to start or stop, and the percents allow neither. */
  blocked: boolean
}

/** A deployment strategy. */
export interface Strategy {
  /** Moves the deployment to its next stage. */
  advance(draft: Draft): void
  moves(draft: Draft, tasks: RunningTasks): Moves
  /** The old tasks that stop whatever the moves are. */
  straysAmong(draft: Draft, old: TaskSnapshot[]): TaskSnapshot[]
  /** Returns true if only the numbers of tasks decide whether the deployment is complete. */
  isAtLastStage(draft: Draft): boolean
}
