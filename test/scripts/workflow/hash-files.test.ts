import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashFiles } from '../../../scripts/workflow/hash-files.ts'
import { writeFiles } from '../../support/checkout.ts'

test('the hashes of files are hashed folder by folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  writeFiles(folder, { 'a/b': '1', 'a.txt': '2', 'c/d/e': '3' })
  const hash = (...contents: string[]) => {
    const whole = createHash('sha256')
    for (const one of contents) whole.update(createHash('sha256').update(one).digest())
    return whole.digest('hex')
  }
  try {
    assert.equal(hashFiles(folder, ['**']), hash('1', '2', '3'))
    assert.equal(hashFiles(folder, ['**', '!c/**']), hash('1', '2'))
    assert.equal(hashFiles(folder, ['*.md']), '')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
