import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { sweep } from './sweep.ts'

test('an emulator that is killed at any moment has lost nothing that it acknowledged', async (context) => {
  const seed = randomInt(2 ** 31)
  context.diagnostic(`seed ${seed}`)
  const { faults } = await sweep({ kills: 15, seed, print: () => {} })
  assert.deepEqual(faults, [], `npm run kill-sweep -- --kills 15 --seed ${seed}`)
})
