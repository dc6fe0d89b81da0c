import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Cancel } from '../../../kernel/clock.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { Emulator } from '../../service.ts'

/** A session that ExecuteCommand has made. */
export interface ExecSession {
  id: string
  /** Docker's id of the container. */
  dockerId: string
  command: string
}

interface Pending {
  session: ExecSession
  token: Buffer
  cancelExpiry: Cancel
}

interface Sessions {
  /** Sessions without a client, by their ids. */
  pending: Map<string, Pending>
  /** Ends a session that is open. */
  open: Set<() => Promise<void>>
}

const sessions = defineRuntime<Sessions>({
  per: 'emulator',
  initial: () => ({ pending: new Map(), open: new Set() }),
})

/** The time in which a client has to come, in milliseconds. */
const validity = 60_000

/** Makes a session, and a token for its one client. */
export function makeSession(
  scope: Scope,
  session: Omit<ExecSession, 'id'>,
): { id: string; token: string } {
  const id = `ecs-execute-command-${randomBytes(13).toString('hex').slice(0, 25)}`
  const token = randomBytes(96).toString('base64')
  const { pending } = scope.runtime(sessions)
  const cancelExpiry = scope.clock.race(validity, () => pending.delete(id))
  pending.set(id, { session: { id, ...session }, token: digestOf(token), cancelExpiry })
  return { id, token }
}

const sessionsOf = ({ runtime }: Emulator) => runtime.get(sessions, '', '')

export const isPending = (emulator: Emulator, id: string): boolean =>
  sessionsOf(emulator).pending.has(id)

/** Gives a session to its client. A token counts once. */
export function claimSession(
  emulator: Emulator,
  id: string,
  token: string,
): ExecSession | undefined {
  const { pending } = sessionsOf(emulator)
  const found = pending.get(id)
  if (!found || !timingSafeEqual(found.token, digestOf(token))) return undefined
  found.cancelExpiry()
  pending.delete(id)
  return found.session
}

/** Has `end` called when the emulator ends. Returns what is to be called when the session has ended. */
export function registerOpen(emulator: Emulator, end: () => Promise<void>): () => void {
  const { open } = sessionsOf(emulator)
  open.add(end)
  return () => open.delete(end)
}

/** Ends all sessions. */
export async function endSessions(emulator: Emulator): Promise<void> {
  const { pending, open } = sessionsOf(emulator)
  for (const { cancelExpiry } of pending.values()) cancelExpiry()
  pending.clear()
  await Promise.all([...open].map((end) => end()))
}

const digestOf = (token: string) => createHash('sha256').update(token).digest()
