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
export const findCallingTask = (
  emulator: Emulator,
  { remoteAddress }: Pick<Socket, 'remoteAddress'>,
): LocatedTask | undefined => findTaskAt(emulator, plainAddress(remoteAddress))

/** Finds the task behind an address in Docker's network. */
export function findTaskAt(emulator: Emulator, address: string): LocatedTask | undefined {
  for (const located of allTasks(emulator)) {
    const { scope, task } = located
    if (task.lastStatus === 'STOPPED' || !task.networkInterfaceId) continue
    if (findNetworkInterface(scope, task.networkInterfaceId)?.realAddress === address)
      return located
  }
  return undefined
}
