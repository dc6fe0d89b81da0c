import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enterCheckout } from '../support/checkout.ts'
import { targetAt } from '../localstack/services/ecr/client.ts'
import { callVerb } from '../support/verb.ts'

/** How it serves what is saved is tested in test/compose/dev.test.ts. */

test('without a service there is nothing to run', async () => {
  using checkout = enterCheckout({ 'compose.yaml': 'services:\n  localstack: { image: none }\n' })
  const target = targetAt('http://127.0.0.1:1')
  const { code, stderr } = await callVerb('dev', { target, cwd: checkout.folder })
  assert.equal(code, 3)
  assert.match(
    stderr,
    /docker-cloud dev: compose\.yaml has no service besides the emulator: add one/,
  )
})
