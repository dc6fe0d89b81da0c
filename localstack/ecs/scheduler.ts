import type { Cancel } from '../clock.ts'
import type { Emulator, Scope, Worker } from '../operation.ts'
import { defineRuntime } from '../kernel/runtime.ts'
import { reconcile } from './service/reconcile.ts'
import { type EcsState, ecsState } from './state.ts'
import { adopt, removeUnknown } from './task/adopt.ts'
import { Agent } from './task/agent.ts'
import { nextStep } from './task/lifecycle.ts'
import { requestStop, type Task } from './task/task.ts'

const bell = defineRuntime<{ ring?: () => void }>({
  per: 'emulator',
  initial: () => ({}),
})

/** Tells the scheduler that something is to be done. */
export const wakeScheduler = (scope: Scope): void => scope.runtime(bell).ring?.()

/** While tasks move, health and drains are looked at so often; else only what nobody tells of. */
const tick = { moving: 200, steady: 1000 }

/** A stopped task is told of for an hour. */
const remembered = 60 * 60 * 1000

/** The only loop that moves tasks: services wish, tasks follow, one step at a time each. */
export class Scheduler implements Worker {
  readonly #emulator: Emulator
  readonly #agent: Agent
  readonly #moving = new Map<string, Promise<void>>()
  #cancelTick: Cancel = () => {}
  #rung = false
  #ready = false
  #closed = false

  constructor(emulator: Emulator) {
    this.#emulator = emulator
    this.#agent = new Agent(emulator, () => this.ring())
    void this.#begin()
  }

  ring(): void {
    if (this.#rung || !this.#ready || this.#closed) return
    this.#rung = true
    setImmediate(() => this.#pass())
  }

  /** Tasks outlive the emulator only when it will know them again. */
  async close(): Promise<void> {
    if (!this.#emulator.settings.persistence) await this.#stopEverything()
    this.#closed = true
    this.#cancelTick()
    await this.#agent.close()
  }

  async #begin(): Promise<void> {
    this.#hangBell()
    try {
      if (this.#emulator.settings.persistence) await adopt(this.#agent)
    } catch (error) {
      this.#emulator.log('ecs', (error as Error).message)
    }
    this.#ready = true
    this.#pass()
  }

  #pass(): void {
    if (this.#closed) return
    this.#rung = false
    this.#cancelTick()
    if (!this.#emulator.runtime.get(bell, '', '').ring) this.#afterReset()
    let moving = false
    for (const { account, region, state } of this.#emulator.store.all(ecsState)) {
      const scope = this.#emulator.scope(account, region)
      this.#reconcile(scope, state)
      for (const task of state.tasks.values()) {
        if (this.#advance(scope, task) || task.lastStatus === 'DEACTIVATING') moving = true
      }
      for (const { deployments } of state.services.values())
        if (deployments[0]?.rolloutState === 'IN_PROGRESS') moving = true
    }
    this.#emulator.store.save()
    const pause = moving ? tick.moving : tick.steady
    this.#cancelTick = this.#emulator.clock.race(pause, () => this.#pass())
  }

  /** A reset takes the bell with all the rest: what ran for the forgotten tasks goes too. */
  #afterReset(): void {
    this.#hangBell()
    this.#agent.identify()
    removeUnknown(this.#agent).catch((error: Error) => this.#emulator.log('ecs', error.message))
  }

  #hangBell(): void {
    this.#emulator.runtime.get(bell, '', '').ring = () => this.ring()
  }

  #reconcile(scope: Scope, { services, tasks }: EcsState): void {
    for (const service of services.values())
      try {
        reconcile(scope, service)
      } catch (error) {
        scope.log('ecs', `service ${service.serviceName}: ${(error as Error).message}`)
      }
    const before = scope.clock.now().getTime() - remembered
    for (const { taskArn, stoppedAt } of tasks.values())
      if (stoppedAt && stoppedAt.getTime() < before) tasks.delete(taskArn)
  }

  /** Begins a task's next step unless one is under way; tells whether the task moves. */
  #advance(scope: Scope, task: Task): boolean {
    if (this.#moving.has(task.taskArn)) return true
    const step = nextStep(scope, task)
    if (!step) return false
    const move = async () => {
      try {
        await step(this.#agent, scope, task)
      } catch (error) {
        scope.log('ecs', `task ${task.taskArn}: ${(error as Error).message}`)
        await new Promise<void>((resolve) => this.#emulator.clock.race(1000, resolve))
      }
      this.#moving.delete(task.taskArn)
      this.#emulator.store.save()
      this.ring()
    }
    this.#moving.set(task.taskArn, move())
    return true
  }

  async #stopEverything(): Promise<void> {
    const { store, docker } = this.#emulator
    for (const { account, region, state } of store.all(ecsState)) {
      const scope = this.#emulator.scope(account, region)
      for (const task of state.tasks.values())
        requestStop(scope, task, { stopCode: 'TerminationNotice', reason: 'The emulator ends.' })
    }
    this.#closed = true
    const leftovers = await docker.containers.list(this.#agent.ownLabels).catch(() => [])
    await Promise.all(leftovers.map(({ Id }) => docker.containers.remove(Id)))
    await Promise.all(this.#moving.values())
    const started = await docker.containers.list(this.#agent.ownLabels).catch(() => [])
    await Promise.all(started.map(({ Id }) => docker.containers.remove(Id)))
    const volumes = await docker.volumes.list(this.#agent.ownLabels).catch(() => [])
    await Promise.all(volumes.map((name) => docker.volumes.remove(name)))
  }
}
