import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { coveragePage } from '../../docs/coverage.ts'
import { loadModel, type Model } from '../../localstack/wire/model.ts'
import { services } from '../../localstack/services.ts'

test('docs/coverage.md is what `npm run coverage` writes', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/coverage.md'), 'utf8')
  assert.ok(page === coveragePage(), 'run npm run coverage')
})

/** The shape at the end of a path through structures and lists. */
function shapeAt({ shapes }: Model, from: string, path: string[]): string | undefined {
  return path.reduce<string | undefined>((at, name) => {
    const shape = shapes[at ?? '']
    const structure = shape?.type === 'list' ? shapes[shape.member!.shape] : shape
    return structure?.members?.[name]?.shape
  }, from)
}

for (const { name, operations, ignored = {} } of services) {
  test(`every operation and ignored member of ${name} is in its model`, () => {
    const model = loadModel(name)
    for (const operation of Object.keys(operations))
      assert.ok(model.operations[operation], operation)
    for (const [operation, members] of Object.entries(ignored)) {
      const input = model.operations[operation]!.input!
      for (const member of members)
        assert.ok(shapeAt(model, input, member.split('.')), `${operation}.${member}`)
    }
  })
}
