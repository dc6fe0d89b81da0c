import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { coveragePage } from '../../localstack/coverage.ts'
import { loadModel } from '../../localstack/model.ts'
import { services } from '../../localstack/services.ts'

test('docs/coverage.md is what `npm run coverage` writes', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/coverage.md'), 'utf8')
  assert.equal(page, coveragePage())
})

for (const { name, operations, ignored = {} } of services) {
  test(`every operation and ignored member of ${name} is in its model`, () => {
    const model = loadModel(name)
    for (const operation of Object.keys(operations))
      assert.ok(model.operations[operation], operation)
    for (const [operation, members] of Object.entries(ignored)) {
      const input = model.shapes[model.operations[operation]!.input!]!
      for (const member of members) assert.ok(input.members![member], `${operation}.${member}`)
    }
  })
}
