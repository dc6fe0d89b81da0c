import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { troubleshootingPage } from '../../docs/troubleshooting.ts'

test('docs/troubleshooting.md is what `npm run troubleshooting` writes', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8')
  assert.ok(page === troubleshootingPage(), 'run npm run troubleshooting')
})
