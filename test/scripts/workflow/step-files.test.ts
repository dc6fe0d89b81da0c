import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeStepFiles, readPairs, readPaths } from '../../../scripts/workflow/step-files.ts'

const temp = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
after(() => rmSync(temp, { recursive: true }))
const file = join(temp, 'file')
const pairs = (text: string) => {
  writeFileSync(file, text)
  return readPairs(file)
}

test('values of one line and of several', () => {
  assert.deepEqual(pairs('a=1\nb=x=y\n\nc=\n'), { a: '1', b: 'x=y', c: '' })
  assert.deepEqual(pairs('a<<EOF\none\ntwo=2\nEOF\nb=3\n'), { a: 'one\ntwo=2', b: '3' })
})

test('an invalid line is rejected with the runner’s message', () => {
  assert.throws(() => pairs('nothing\n'), { message: "Invalid format 'nothing'" })
  assert.throws(() => pairs('a<<EOF\none\n'), {
    message: "Invalid value. Matching delimiter not found 'EOF'",
  })
})

test('the folder that was added last comes first', () => {
  const { GITHUB_PATH = '' } = makeStepFiles(temp)
  writeFileSync(GITHUB_PATH, '/one\n/two\n')
  assert.deepEqual(readPaths(GITHUB_PATH), ['/two', '/one'])
})
