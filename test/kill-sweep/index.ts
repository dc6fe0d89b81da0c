import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { sweep } from './sweep.ts'
import { sweepVerbs } from './verbs/sweep.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    verbs: { type: 'boolean', default: false },
  },
})

async function sweepEmulator(): Promise<string[]> {
  const seed = Number(values.seed ?? randomInt(2 ** 31))
  console.log(`seed ${seed}`)
  const { kills, calls, slowestStart, faults } = await sweep({
    kills: Number(values.kills),
    seed,
    print: console.log,
  })
  console.log(
    `${kills} kills, ${calls} calls, slowest start ${(slowestStart / 1000).toFixed(1)} s, ${faults.length} faults`,
  )
  return faults
}

const faults = values.verbs ? await sweepVerbs(console.log) : await sweepEmulator()
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
