import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fill, readTemplate } from '../../../scripts/release/template.ts'

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, '.aws'))
  writeFileSync(join(folder, '.aws/service.json'), text)
  return folder
}

test('a file that is not valid JSON is reported with the parser’s message', () => {
  const folder = folderWith('{\n  "cluster": "a",\n}')
  assert.throws(
    () => readTemplate('service.json', folder),
    ({ message, cause }: Error) =>
      message === '.aws/service.json is not valid JSON' &&
      (cause as Error).message.includes('line 3 column 1'),
  )
})

test('a missing file is reported', () => {
  const folder = folderWith('{}')
  assert.throws(() => readTemplate('task-definition.json', folder), {
    message: '.aws/task-definition.json cannot be read',
  })
})

test('placeholders are filled inside a text, or replaced by any value', () => {
  const template = { name: 'a-${NAME}-b', subnets: '${SUBNETS}', list: [{ port: 80 }, '${NAME}'] }
  const filled = fill(template, { NAME: 'x', SUBNETS: ['one', 'two'] }, 'service.json')
  assert.deepEqual(filled, {
    name: 'a-x-b',
    subnets: ['one', 'two'],
    list: [{ port: 80 }, 'x'],
  })
})

test('an unknown placeholder is reported with its file and member', () => {
  const template = { containerDefinitions: [{ image: 'r/${IMAEG}' }] }
  assert.throws(() => fill(template, { IMAGE: 'i' }, 'task-definition.json'), {
    message:
      '.aws/task-definition.json: containerDefinitions[0].image has the unknown placeholder ${IMAEG}; the placeholders are IMAGE',
  })
})

test('a list that is an item of a list becomes its items, a list that is a member stays one', () => {
  const template = {
    of: ['a', '${LIST}', '${NONE}', 'b'],
    nested: [['${LIST}'], { in: '${LIST}' }],
  }
  assert.deepEqual(fill(template, { LIST: ['x', 'y'], NONE: [] }, 'service.json'), {
    of: ['a', 'x', 'y', 'b'],
    nested: [['x', 'y'], { in: ['x', 'y'] }],
  })
})

test('a value of another type than text keeps it where it is alone', () => {
  const template = { count: '${COUNT}', name: 'shop-${COUNT}', up: '${UP}' }
  assert.deepEqual(fill(template, { COUNT: 2, UP: true }, 'service.json'), {
    count: 2,
    name: 'shop-2',
    up: true,
  })
})
