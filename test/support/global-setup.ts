import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leftoversOf, removeLeftovers, unlabelledLeftovers } from './leftovers.ts'
import { testRun } from './test-run.ts'

let folder: string | undefined
let present: string[] = []

/** Runs before all tests, in the process that starts them: they inherit its environment. */
export function globalSetup(): void {
  removeLeftovers()
  present = unlabelledLeftovers()
  folder = mkdtempSync(join(tmpdir(), `docker-cloud-${process.pid}-`))
  // Tests run programs as other users in folders of it.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  process.env.NODE_COMPILE_CACHE ??= join(folder, 'compile-cache')
}

/** Runs after all tests: they leave nothing on the engine. */
export function globalTeardown(): void {
  if (folder) rmSync(folder, { recursive: true, force: true })
  const unlabelled = unlabelledLeftovers().filter((each) => !present.includes(each))
  const left = [...new Set([...leftoversOf(testRun), ...unlabelled])]
  if (left.length === 0) return
  console.error(`The tests left behind: ${left.join(', ')}`)
  process.exitCode = 1
}
