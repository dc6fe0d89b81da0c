import { randomUUID } from 'node:crypto'
import { type ContainerEvent, isOutage, type Subscription } from '../../../docker/index.ts'
import type { Emulator, EngineScope } from '../../service.ts'
import { defineState } from '../../../kernel/define-state.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { ecsState } from '../state.ts'
import { emulatorLabel, label, placeLabels } from './labels.ts'
import { openTaskNetwork, type TaskNetwork } from './network.ts'
import { noteExit, noteHealth } from './observe.ts'
import { mayRestart } from './restart-policy.ts'

const identity = defineState<{ id?: string | undefined }>({
  name: 'emulator',
  per: 'emulator',
  staysHere: true,
  initial: () => ({}),
})

interface AgentHooks {
  /** Called when a container has changed. */
  wake(): void
  restart(
    agent: Agent,
    scope: EngineScope,
    task: TaskRecord,
    container: ContainerRecord,
  ): Promise<void>
}

/** Watches the containers of tasks, as the ECS agent does: receives exits and health checks, and copies output. */
export class Agent {
  readonly emulator: Emulator
  readonly id: string
  readonly #wake: AgentHooks['wake']
  readonly #startAgain: AgentHooks['restart']
  readonly #output = new Map<string, Promise<void>>()
  readonly #restarting = new Set<string>()
  #watching: Promise<Subscription> | undefined
  #network: Promise<TaskNetwork> | undefined
  #changed = Promise.withResolvers<void>()
  readonly #end = new AbortController()

  constructor(emulator: Emulator, { wake, restart }: AgentHooks) {
    this.emulator = emulator
    this.#wake = wake
    this.#startAgain = restart
    this.id = emulator.store.get(identity, '', '').id ??= randomUUID()
  }

  /** Labels of everything that this emulator creates in Docker. */
  get ownLabels(): Record<string, string> {
    return { [emulatorLabel]: this.id }
  }

  /** Aborted when the emulator stops. */
  get closed(): AbortSignal {
    return this.#end.signal
  }

  /** Stores the emulator's id before anything is labelled with it. A reset keeps the id. */
  identify(): void {
    this.emulator.store.get(identity, '', '').id = this.id
    this.emulator.store.save()
  }

  labelsOf(
    task: TaskRecord,
    { account, region }: EngineScope,
    container: string,
  ): Record<string, string> {
    return {
      ...this.emulator.settings.labels,
      ...this.ownLabels,
      ...placeLabels(this.emulator),
      [label('account')]: account,
      [label('region')]: region,
      [label('cluster')]: task.clusterArn.split('/').at(-1)!,
      [label('task')]: task.taskArn,
      [label('container')]: container,
    }
  }

  network(): Promise<TaskNetwork> {
    this.#network ??= openTaskNetwork(this.emulator).catch((error: Error) => {
      this.#network = undefined
      throw error
    })
    return this.#network
  }

  /** Subscribes to Docker's events. A task's container is started only after that. */
  async watch(): Promise<void> {
    this.#watching ??= this.#subscribe()
    try {
      await this.#watching
    } catch (error) {
      this.#watching = undefined
      throw error
    }
  }

  /** Resolves when a container has changed. */
  get changed(): Promise<void> {
    return this.#changed.promise
  }

  /** Copies a container's output in the background. */
  copyOutput(dockerId: string, copying: Promise<void>): void {
    const logged = copying.catch((error: Error) => {
      if (this.closed.aborted) return
      this.emulator.log('ecs', `output of container ${dockerId.slice(0, 12)}: ${error.message}`)
    })
    this.#output.set(dockerId, logged)
  }

  /** Resolves when a container's output is stored, or after 5 s. */
  async outputCopied(dockerId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.emulator.clock.race(5000, resolve)
    await Promise.race([this.#output.get(dockerId), promise])
    cancel()
    this.#output.delete(dockerId)
  }

  /** Reads a container's state from Docker, and records its exit or health. */
  async examine(
    scope: EngineScope,
    task: TaskRecord,
    container: ContainerRecord,
    exitCode = 137,
  ): Promise<void> {
    const { dockerId } = container
    if (!dockerId || container.lastStatus === 'STOPPED') return
    const found = await this.emulator.docker.containers.inspect(dockerId)
    if (container.dockerId !== dockerId) return
    if (found?.State.Running) noteHealth(task, container, found.State.Health?.Status)
    else if (found && mayRestart(scope, task, container, found.State.ExitCode))
      await this.#restart(scope, task, container)
    else
      noteExit(scope, task, container, {
        exitCode: found ? found.State.ExitCode : exitCode,
        outOfMemory: found?.State.OOMKilled ?? false,
      })
    this.#reportChange()
  }

  /** Docker may report the same exit twice. */
  async #restart(scope: EngineScope, task: TaskRecord, container: ContainerRecord): Promise<void> {
    const id = container.dockerId!
    if (this.#restarting.has(id)) return
    this.#restarting.add(id)
    try {
      await this.#startAgain(this, scope, task, container)
    } finally {
      this.#restarting.delete(id)
    }
  }

  async close(): Promise<void> {
    this.#end.abort()
    const network = await this.#network?.catch(() => undefined)
    network?.close()
    const subscription = await this.#watching?.catch(() => undefined)
    subscription?.close()
  }

  async #subscribe(): Promise<Subscription> {
    const interest = { labels: this.ownLabels, actions: ['die', 'destroy', 'health_status'] }
    const subscription = await this.emulator.docker.events(interest, (event) =>
      this.#receive(event),
    )
    void subscription.ended.then(() => this.#lost())
    return subscription
  }

  /** Subscribes again after Docker was away, and examines all containers. */
  #lost(): void {
    this.#watching = undefined
    if (this.closed.aborted) return
    this.emulator.clock.race(1000, () => {
      if (this.closed.aborted) return
      this.watch()
        .then(() => this.examineAll())
        .catch(() => this.#lost())
    })
  }

  /** Examines the containers of all tasks, or only the doubtful ones. */
  async examineAll(isDoubtful = (_container: ContainerRecord) => true): Promise<void> {
    for (const { account, region, state } of this.emulator.store.all(ecsState))
      for (const task of state.tasks.values())
        for (const container of task.containers.filter(isDoubtful))
          await this.examine(this.emulator.scope(account, region), task, container)
  }

  #receive({ Action, Actor: { ID, Attributes } }: ContainerEvent): void {
    const [action = '', detail] = Action.split(': ')
    const scope = this.emulator.scope(Attributes[label('account')]!, Attributes[label('region')]!)
    const task = scope.state(ecsState).tasks.get(Attributes[label('task')]!)
    const container = task?.containers.find(({ dockerId }) => dockerId === ID)
    if (!task || !container) return
    if (action === 'health_status') {
      noteHealth(task, container, detail)
      this.#reportChange()
      return
    }
    this.examine(scope, task, container, Number(Attributes.exitCode ?? 137)).catch(
      (error: Error) => {
        if (!isOutage(error)) this.emulator.log('ecs', error.message)
      },
    )
  }

  #reportChange(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
    this.#wake()
  }
}
