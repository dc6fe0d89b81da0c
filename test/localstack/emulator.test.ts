import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openEmulator, unique } from '../support/target.ts'
import { until } from '../support/until.ts'

test('a network that the engine does not have is reported at the start', async () => {
  const lines: string[] = []
  const network = unique('no-network')
  await using target = await openEmulator({
    network,
    log: (_topic, message) => void lines.push(message),
  })
  const expected = `MAIN_DOCKER_NETWORK is '${network}', and the engine has no such network.`
  await until('the line', () => lines.includes(expected))
  assert.equal(lines.filter((line) => line === expected).length, 1)
  assert.equal((await fetch(`${target.url}/_localstack/health`)).status, 200)
})
