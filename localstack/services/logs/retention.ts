import type { Emulator, Worker } from '../service.ts'
import type { Scope } from '../../kernel/scope.ts'
import { removeSegments } from './segment.ts'
import { groups, logGroupsOf, segmentsOf } from './state.ts'
import { streamsIn } from './stream.ts'
import type { LogGroupRecord } from './records.ts'

const day = 24 * 60 * 60 * 1000
const interval = 60 * 60 * 1000

/** The time before which the events of a group are expired. */
export const expiryOf = ({ retentionInDays }: LogGroupRecord, now: Date): number =>
  retentionInDays === undefined ? 0 : now.getTime() - retentionInDays * day

/** Deletes expired events from time to time; queries leave them out as soon as they are expired. */
export function startRetention(emulator: Emulator): Worker {
  const round = () => {
    for (const { account, region } of emulator.store.all(groups))
      removeExpired(emulator.scope(account, region))
    emulator.store.save()
    cancel = emulator.clock.wait(interval, round)
  }
  let cancel = emulator.clock.wait(interval, round)
  return { close: () => cancel() }
}

function removeExpired(scope: Scope): void {
  for (const group of logGroupsOf(scope).values()) {
    const expiry = expiryOf(group, scope.clock.now())
    if (expiry === 0) continue
    for (const { id } of streamsIn(scope, group.logGroupName).values()) {
      const segments = segmentsOf(scope).get(id)!
      const expired = [...segments.values()].filter(({ to }) => to < expiry).map(({ id }) => id)
      if (expired.length === 0) continue
      for (const segment of expired) segments.delete(segment)
      scope.afterCommit(() => removeSegments(scope, expired))
    }
  }
}
