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
