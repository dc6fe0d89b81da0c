import type { Cancel } from '../../../kernel/clock.ts'
import { isOutage } from '../../../docker/index.ts'
import type { Agent } from './agent.ts'
import { removeAbandoned, removeStrays } from './strays.ts'

/** Time between two comparisons, in ms. */
const interval = 10_000

/**
 * Compares Docker's containers with the records at intervals. Under load, Docker may omit an event, or carry out a request
 * after it has timed out.
 */
export class Patrol {
  readonly #agent: Agent
  #round: Promise<void> = Promise.resolve()
  #cancel: Cancel = () => {}

  constructor(agent: Agent) {
    this.#agent = agent
  }

  /** Compares now, and then at intervals. */
  begin(): void {
    this.#cancel()
    this.#round = this.#round.then(() => this.#make())
  }

  async close(): Promise<void> {
    this.#cancel()
    await this.#round
  }

  async #make(): Promise<void> {
    const { closed, emulator } = this.#agent
    if (closed.aborted) return
    try {
      await removeAbandoned(this.#agent)
      await this.#compare()
    } catch (error) {
      if (!isOutage(error)) emulator.log('ecs', (error as Error).message)
    }
    this.#cancel()
    if (!closed.aborted) this.#cancel = emulator.clock.race(interval, () => this.begin())
  }

  /** Examines the containers whose state in Docker's list differs from their record. */
  async #compare(): Promise<void> {
    const listed = await removeStrays(this.#agent)
    const known = new Map(listed.map((container) => [container.Id, container]))
    await this.#agent.examineAll(({ dockerId, lastStatus, healthStatus }) => {
      const { State, Status = '' } = known.get(dockerId ?? '') ?? {}
      const health = /\((healthy|unhealthy)\)$/.exec(Status)?.[1]?.toUpperCase()
      return (
        lastStatus === 'RUNNING' &&
        (State !== 'running' || (health ?? healthStatus) !== healthStatus)
      )
    })
  }
}
