import type { Cancel } from '../../kernel/clock.ts'
import { isOutage } from '../../docker/index.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Emulator, Worker, EngineScope } from '../service.ts'
import { defineRuntime } from '../../kernel/runtime.ts'
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
  readonly #patrol: Patrol
  readonly #moving = new Map<string, Promise<void>>()
  /** The tasks of an earlier process that are not taken up yet. */
  readonly #inherited = new Set<string>()
  #cancelTick: Cancel = () => {}
  #rung = false
  #closed = false

  constructor(emulator: Emulator) {
    this.#emulator = emulator
    this.#agent = new Agent(emulator, { wake: () => this.ring(), restart })
    this.#patrol = new Patrol(this.#agent)
    for (const { state } of emulator.store.all(ecsState))
      for (const { taskArn, lastStatus } of state.tasks.values())
        if (lastStatus !== 'STOPPED') this.#inherited.add(taskArn)
    emulator.store.onReset(() => this.#abandonTasks())
    this.#begin()
    this.ring()
  }

  ring(): void {
    if (this.#rung || this.#closed) return
    this.#rung = true
    setImmediate(() => this.#pass())
  }

  /** Tasks outlive the emulator only when it will know them again. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTick()
    if (!this.#emulator.settings.persistence) await this.#stopEverything()
    await this.#agent.close()
    await this.#patrol.close()
  }

  #begin(): void {
    this.#agent.identify()
    this.#hangBell()
    this.#patrol.begin()
  }

  /** Moves everything that can move; what fails is tried again at the next tick. */
  #pass(): void {
    if (this.#closed) return
    this.#rung = false
    this.#cancelTick()
    let moving = false
    try {
      if (!this.#emulator.runtime.get(bell, '', '').ring) this.#afterReset()
      moving = this.#moveAll()
      this.#emulator.store.save()
    } catch (error) {
      this.#emulator.log('ecs', (error as Error).message)
    }
    const pause = moving ? tick.moving : tick.steady
    this.#cancelTick = this.#emulator.clock.race(pause, () => this.#pass())
  }

  /** Returns whether something moves. */
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

  /** Before a reset: the steps under way come to their end. */
  #abandonTasks(): void {
    this.#inherited.clear()
    for (const { state } of this.#emulator.store.all(ecsState))
      for (const task of state.tasks.values()) task.desiredStatus = 'STOPPED'
  }

  /** A reset takes the bell with all the rest; what the steps under way still make is removed after them. */
  #afterReset(): void {
    this.#begin()
    void Promise.all(this.#moving.values()).then(() => this.#patrol.begin())
  }

  #hangBell(): void {
    this.#emulator.runtime.get(bell, '', '').ring = () => this.ring()
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

  /** Begins a task's next step unless one is under way; returns whether the task moves. */
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
    this.ring()
  }

  #report({ taskArn }: TaskRecord, error: unknown): void {
    if (!isOutage(error)) this.#emulator.log('ecs', `task ${taskArn}: ${(error as Error).message}`)
  }

  /** Ends all tasks; one that was being started may make a container after the first removal. */
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
