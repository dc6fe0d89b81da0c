import type { Cancel } from '../../kernel/clock.ts'
import { isOutage } from '../../docker/index.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Emulator, Worker, EngineScope } from '../service.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
import { endSessions } from './exec/sessions.ts'
import type { TaskRecord } from './records.ts'
import { reconcile } from './service/reconcile.ts'
import { type EcsState, ecsState } from './state.ts'
import { adopt } from './task/adopt.ts'
import { Agent } from './task/agent.ts'
import { nextStep, type Step } from './task/lifecycle.ts'
import { Patrol } from './task/patrol.ts'
import { restart } from './task/restart.ts'
import { removeEverything } from './task/strays.ts'
import { requestStop } from './task/task.ts'

const waker = defineRuntime<{ wake?: () => void }>({
  per: 'emulator',
  initial: () => ({}),
})

/** Starts a pass of the scheduler. */
export const wakeScheduler = (scope: Scope): void => scope.runtime(waker).wake?.()

/** Milliseconds between two passes: while tasks or deployments are in progress, and otherwise. */
const tick = { moving: 200, steady: 1000 }

/** A stopped task is described for an hour. */
const remembered = 60 * 60 * 1000

/** The only loop that moves tasks. A pass reconciles each service, and takes each task one step further. */
export class Scheduler implements Worker {
  readonly #emulator: Emulator
  readonly #agent: Agent
  readonly #patrol: Patrol
  readonly #moving = new Map<string, Promise<void>>()
  /** Tasks of an earlier process that are not adopted yet. */
  readonly #inherited = new Set<string>()
  #cancelTick: Cancel = () => {}
  #isAwake = false
  #closed = false

  constructor(emulator: Emulator) {
    this.#emulator = emulator
    this.#agent = new Agent(emulator, { wake: () => this.wake(), restart })
    this.#patrol = new Patrol(this.#agent)
    for (const { state } of emulator.store.all(ecsState))
      for (const { taskArn, lastStatus } of state.tasks.values())
        if (lastStatus !== 'STOPPED') this.#inherited.add(taskArn)
    emulator.store.onReset(() => this.#abandonTasks())
    this.#begin()
    this.wake()
  }

  wake(): void {
    if (this.#isAwake || this.#closed) return
    this.#isAwake = true
    setImmediate(() => this.#pass())
  }

  /** Stops all tasks unless the state persists. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTick()
    await endSessions(this.#emulator)
    if (!this.#emulator.settings.persistence) await this.#stopEverything()
    await this.#agent.close()
    await this.#patrol.close()
  }

  #begin(): void {
    this.#agent.identify()
    this.#setWaker()
    this.#patrol.begin()
  }

  /** Takes services and tasks one step further. A failed step is repeated at the next tick. */
  #pass(): void {
    if (this.#closed) return
    this.#isAwake = false
    this.#cancelTick()
    let moving = false
    try {
      if (!this.#emulator.runtime.get(waker, '', '').wake) this.#afterReset()
      moving = this.#moveAll()
      this.#emulator.store.save()
    } catch (error) {
      this.#emulator.log('ecs', (error as Error).message)
    }
    const pause = moving ? tick.moving : tick.steady
    this.#cancelTick = this.#emulator.clock.race(pause, () => this.#pass())
  }

  /** Returns true if a task or deployment is in progress. */
  #moveAll(): boolean {
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
    return moving
  }

  /** Marks all tasks to be stopped before a reset, so that their steps end. */
  #abandonTasks(): void {
    this.#inherited.clear()
    for (const { state } of this.#emulator.store.all(ecsState))
      for (const task of state.tasks.values()) task.desiredStatus = 'STOPPED'
  }

  /** Sets the runtime up again after a reset. What unfinished steps create is removed after them. */
  #afterReset(): void {
    this.#begin()
    void Promise.all(this.#moving.values()).then(() => this.#patrol.begin())
  }

  #setWaker(): void {
    this.#emulator.runtime.get(waker, '', '').wake = () => this.wake()
  }

  #reconcile(scope: EngineScope, { services, tasks }: EcsState): void {
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

  /** Starts a task's next step unless one is in progress. Returns true if one is in progress. */
  #advance(scope: EngineScope, task: TaskRecord): boolean {
    if (this.#moving.has(task.taskArn)) return true
    try {
      const step = this.#inherited.has(task.taskArn) ? adopt : nextStep(scope, task)
      if (!step) return false
      this.#moving.set(task.taskArn, this.#move(scope, task, step))
      return true
    } catch (error) {
      this.#report(task, error)
      return false
    }
  }

  async #move(scope: EngineScope, task: TaskRecord, step: Step): Promise<void> {
    try {
      await step(this.#agent, scope, task)
      this.#inherited.delete(task.taskArn)
      this.#emulator.store.save()
    } catch (error) {
      this.#report(task, error)
      await new Promise<void>((resolve) => this.#emulator.clock.race(1000, resolve))
    }
    this.#moving.delete(task.taskArn)
    this.wake()
  }

  #report({ taskArn }: TaskRecord, error: unknown): void {
    if (!isOutage(error)) this.#emulator.log('ecs', `task ${taskArn}: ${(error as Error).message}`)
  }

  /** Stops all tasks. A task that is being started may create a container after the first removal, hence the second. */
  async #stopEverything(): Promise<void> {
    for (const { account, region, state } of this.#emulator.store.all(ecsState)) {
      const scope = this.#emulator.scope(account, region)
      for (const task of state.tasks.values())
        requestStop(scope, task, { stopCode: 'TerminationNotice', reason: 'The emulator ends.' })
    }
    await this.#removeEverything()
    await Promise.all(this.#moving.values())
    await this.#removeEverything()
  }

  async #removeEverything(): Promise<void> {
    try {
      await removeEverything(this.#agent)
    } catch (error) {
      if (!isOutage(error)) this.#emulator.log('ecs', (error as Error).message)
    }
  }
}
