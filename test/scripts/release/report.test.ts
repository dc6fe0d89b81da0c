import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { Explained } from '../../../scripts/failure/explain.ts'
import type { Output } from '../../../scripts/release/output.ts'
import { FailedResult, Report } from '../../../scripts/release/report.ts'

const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const summary = join(folder, 'summary.md')
process.env.GITHUB_STEP_SUMMARY = summary
after(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.exitCode = 0
  rmSync(summary, { force: true })
})

/** A report as text, whose reader is there for so many lines. */
function openReport(readLines = Infinity) {
  const printed: string[] = []
  const output: Output = {
    stream: process.stdout,
    print: (line) => void printed.push(line),
    progress: (line) => void printed.push(`stderr: ${line}`),
    view: undefined,
    isRead: () => printed.length < readLines,
  }
  const lines = (result: { text: string }) => [result.text]
  return { printed, report: new Report('deploy', output, { isJson: false, lines }) }
}

test('a stream of results ends when it has no reader any more', async () => {
  const { printed, report } = openReport(3)
  let isClosed = false
  async function* many() {
    try {
      for (let index = 0; index < 10; index++) yield { text: `line ${index}` }
    } finally {
      isClosed = true
    }
  }
  await report.take(many())
  assert.deepEqual(printed, ['line 0', 'line 1', 'line 2'])
  assert.ok(isClosed)
})

test('a failure may have a result, which is shown before it', () => {
  const { printed, report } = openReport()
  report.fail(new FailedResult('1 error (above)', { text: 'an error' }))
  report.end()
  assert.deepEqual(printed, ['an error', 'stderr: docker-cloud deploy: 1 error (above)'])
  assert.equal(process.exitCode, 1)
  assert.match(readFileSync(summary, 'utf8'), /an error[^]*1 error \(above\)/)
})

test('a failure of a verb that another one runs stands in the summary once', () => {
  const { report } = openReport()
  report.fail(new Explained('docker-cloud push: it failed'))
  report.end()
  assert.doesNotMatch(existsSync(summary) ? readFileSync(summary, 'utf8') : '', /it failed/)
})
