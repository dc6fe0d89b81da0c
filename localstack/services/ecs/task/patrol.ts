import type { Cancel } from '../../../kernel/clock.ts'
import { isOutage } from '../../../docker/index.ts'
import type { Agent } from './agent.ts'
import { removeAbandoned, removeStrays } from './strays.ts'

/** How often the engine's list is compared with what is known, in ms. */
const interval = 10_000

/**
 * Compares, again and again, what the engine has with what is known: an engine under load may leave an event out, and
 * may carry out what it was asked for after the request was given up.
 */
export class Patrol {
  readonly #agent: Agent
  #round: Promise<void> = Promise.resolve()
  #cancel: Cancel = () => {}

  constructor(agent: Agent) {
    this.#agent = agent
  }

  /** Makes a round, and others at intervals. */
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

  /** Examines the containers of which the engine's list says something else than is known. */
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
