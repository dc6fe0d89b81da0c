import { randomInt } from 'node:crypto'
import { after, test } from 'node:test'
import { randomFrom } from '../random.ts'
import { openInterruptions, type Signal } from './interrupt.ts'
import { interruptedVerbs } from './verbs.ts'

/** A sample of `npm run kill-sweep -- --verbs`, which interrupts after every change. */

const interruptions = await openInterruptions()
after(() => interruptions[Symbol.asyncDispose]())

const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const random = randomFrom(seed)

/** Half of the verbs in a run, others in the next. */
const sample = interruptedVerbs.filter(() => random() < 0.5)

for (const interrupted of sample)
  test(`${interrupted.verb} ${interrupted.words.join(' ')} goes on where it was interrupted`, async (context) => {
    const reference = await interruptions.reference(interrupted)
    const step = 1 + random.below(reference.calls.length)
    const signal = random.oneOf<Signal>(['SIGINT', 'SIGKILL'])
    context.diagnostic(`SEED=${seed}: ${signal} after change ${step}, ${reference.calls[step - 1]}`)
    await interruptions.interrupt(interrupted, { after: step, signal, reference })
  })
