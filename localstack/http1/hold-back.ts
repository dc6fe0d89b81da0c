import type { Writable } from 'node:stream'

/** A stream, or a stand-in for one, that can hold back its writes. */
export type Corkable = Pick<Writable, 'writableCorked' | 'cork' | 'uncork'>

let held: Corkable[] = []

/**
 * Holds back what is written to a stream until the event loop has read all that has come in its present turn: on one
 * machine a write costs most where it wakes its reader, and a reader that gets many writes in a row wakes once.
 */
export function holdBack(stream: Corkable): void {
  if (stream.writableCorked > 0) return
  if (held.length === 0) setImmediate(letGo)
  stream.cork()
  held.push(stream)
}

/** Ends a stream at once, behind what has been held back. */
export function breakOff(stream: Writable): void {
  stream.uncork()
  stream.destroy()
}

function letGo(): void {
  const streams = held
  held = []
  for (const stream of streams) stream.uncork()
}
