import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { openEmulator } from '../../../support/target.ts'
import { Stream } from './client.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is in use, in MB. */
function memory(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** The CPU time of the longest turn of the event loop until something is done, in ms. */
async function longestTurn(doing: Promise<unknown>): Promise<number> {
  const turns = [process.cpuUsage().user]
  let next = setImmediate(function turn() {
    turns.push(process.cpuUsage().user)
    next = setImmediate(turn)
  })
  await doing
  clearImmediate(next)
  return Math.max(...turns.slice(1).map((time, index) => time - turns[index]!)) / 1000
}

test('200,000 events take no memory, and a query of them lets other calls run', async () => {
  await using target = await openEmulator()
  const stream = await new Stream(target, 'many', 'stream 0').create()
  const messages = Array.from(
    { length: 10_000 },
    (_, n) => `{"status":200,"level":"info","${'x'.repeat(30)}":${n}}`,
  )
  await stream.put(messages)
  const before = memory()
  for (let number = 1; number < 20; number++)
    await (await new Stream(target, 'many', `stream ${number}`).create()).put(messages)
  const growth = memory() - before
  assert.ok(growth < 40, `they take ${growth.toFixed(0)} MB`)

  const query = new FilterLogEventsCommand({
    logGroupName: 'many',
    filterPattern: '{ $.status = 500 || $.level = "error" }',
  })
  const turn = await longestTurn(stream.logs.send(query))
  assert.ok(turn < 200, `other calls waited for ${turn.toFixed(0)} ms of CPU time`)
})
