import type { Socket } from 'node:net'
import { plainAddress } from '../../../kernel/address.ts'
import { findNetworkInterface } from '../../ec2/public.ts'
import type { Emulator, EngineScope } from '../../service.ts'
import type { TaskRecord } from '../records.ts'
import { ecsState } from '../state.ts'

export interface LocatedTask {
  scope: EngineScope
  task: TaskRecord
}

/** All tasks of all accounts and regions. */
export function* allTasks(emulator: Emulator): Generator<LocatedTask> {
  for (const { account, region, state } of emulator.store.all(ecsState))
    for (const task of state.tasks.values()) yield { scope: emulator.scope(account, region), task }
}

/** Finds the task that a connection comes from. */
export function findCallingTask(emulator: Emulator, socket: Socket): LocatedTask | undefined {
  const address = plainAddress(socket.remoteAddress)
  for (const located of allTasks(emulator)) {
    const { scope, task } = located
    if (task.lastStatus === 'STOPPED' || !task.networkInterfaceId) continue
    if (findNetworkInterface(scope, task.networkInterfaceId)?.realAddress === address)
      return located
  }
  return undefined
}
