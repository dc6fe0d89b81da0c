import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Files by their path in a checkout: text, or JSON of `.aws/`. */
export type CheckoutFiles = Record<string, string | object>

export function writeFiles(folder: string, files: CheckoutFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
}

/** Makes a checkout of these files the current folder, where the scripts read `.aws/`. */
export function enterCheckout(files: CheckoutFiles): Disposable & { folder: string } {
  const before = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  writeFiles(folder, files)
  process.chdir(folder)
  return {
    folder,
    [Symbol.dispose]: () => {
      process.chdir(before)
      rmSync(folder, { recursive: true })
    },
  }
}
