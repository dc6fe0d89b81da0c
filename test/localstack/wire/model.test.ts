import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadModel } from '../../../localstack/wire/model.ts'
import { patternOf } from '../../../localstack/wire/pattern.ts'

const folder = join(import.meta.dirname, '../../../localstack/wire/models')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))

for (const name of names) {
  test(`the ${name} model is closed: every shape it names is there, every pattern compiles`, () => {
    const { operations, shapes } = loadModel(name)
    for (const { input, output, errors = [] } of Object.values(operations))
      for (const shape of [input, output, ...errors]) if (shape) assert.ok(shapes[shape], shape)
    for (const shape of Object.values(shapes)) {
      const members = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]
      for (const member of members) if (member) assert.ok(shapes[member.shape], member.shape)
      if (shape.pattern) assert.ok(patternOf(shape.pattern))
    }
  })
}
