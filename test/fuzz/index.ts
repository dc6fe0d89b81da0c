import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'

const help = `npm run fuzz -- [--requests N] [--seconds S] [--seed X] [--slow F]

Sends random requests to emulators of its own until one of the limits is reached (60 seconds
where none is given). --slow multiplies the second that a request may take, for a busy machine.`

const number = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} is '${text}', which is not a positive number.`)
  return value
}

const { values } = parseArgs({
  options: {
    requests: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    slow: { type: 'string' },
    help: { type: 'boolean' },
  },
})

if (values.help) console.log(help)
else {
  const requests = number('requests', values.requests)
  const seconds = number('seconds', values.seconds) ?? (requests ? undefined : 60)
  const seed = number('seed', values.seed) ?? Date.now() % 1_000_000
  console.log(`seed ${seed}`)
  const started = performance.now()
  const { sent, findings } = await fuzz({
    seed,
    requests,
    seconds,
    slow: number('slow', values.slow),
    print: (line) => console.log(`\n${line}`),
  })
  const minutes = (performance.now() - started) / 60_000
  console.log(`\n${sent} requests in ${minutes.toFixed(1)} min, seed ${seed}`)
  console.log(findings.summary())
  process.exitCode = findings.all.length > 0 ? 1 : 0
}
