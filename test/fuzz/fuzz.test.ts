import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from './fuzz.ts'

test('thirty seconds of random requests end no process, take no second and cause no server error', async (t) => {
  const seed = Date.now() % 1_000_000
  t.diagnostic(`npm run fuzz -- --seed ${seed}`)
  const { sent, findings } = await fuzz({
    seed,
    seconds: 30,
    slow: 3,
    print: (line) => t.diagnostic(line),
  })
  t.diagnostic(`${sent} requests`)
  assert.deepEqual(findings.all.length, 0)
})
