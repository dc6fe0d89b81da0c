import { openInterruptions, type Signal } from './interrupt.ts'
import { interruptedVerbs } from './verbs.ts'

const signals: Signal[] = ['SIGINT', 'SIGKILL']

/** Interrupts each verb after each call that changes something, by each signal. Returns what did not converge. */
export async function sweepVerbs(print: (line: string) => void): Promise<string[]> {
  await using interruptions = await openInterruptions()
  const faults: string[] = []
  for (const interrupted of interruptedVerbs) {
    const name = [interrupted.verb, ...interrupted.words].join(' ')
    const reference = await interruptions.reference(interrupted)
    for (const [index, call] of reference.calls.entries())
      for (const signal of signals)
        await interruptions
          .interrupt(interrupted, { after: index + 1, signal, reference })
          .catch((error: Error) => {
            faults.push(`${name}, ${signal} after ${index + 1} (${call}): ${error.message}`)
            print(faults.at(-1)!)
          })
    print(`${name}: interrupted after each of ${reference.calls.length} changes`)
  }
  return faults
}
