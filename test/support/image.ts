import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unique } from './target.ts'
import { testLabelFlag } from './test-run.ts'

const run = promisify(execFile)

/** An image of a test's own, which goes with the test; its files can be executed. */
export async function openImage(dockerfile: string, files: Record<string, string | Buffer> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  const name = unique('docker-cloud-test-image')
  for (const [file, content] of Object.entries({ ...files, Dockerfile: dockerfile })) {
    await writeFile(join(directory, file), content)
    await chmod(join(directory, file), 0o755)
  }
  await run('docker', ['build', '--quiet', testLabelFlag, '--tag', name, directory])
  await rm(directory, { recursive: true, force: true })
  return {
    name,
    [Symbol.asyncDispose]: async () => void (await run('docker', ['rmi', '--force', name])),
  }
}
