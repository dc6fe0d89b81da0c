import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { promisify } from 'node:util'
import { startEmulatorContainer } from '../support/emulator-container.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const suites = ['contract', 'awscli', '{ec2,ecr,ecr-public,elbv2,iam,logs,oidc,sts}/*', 'ecs/**/*']

before(() => run('docker', ['compose', 'build', 'localstack'], { cwd: root }))

test('@testcontainers/localstack starts the image, and the suites of the APIs pass against it', async () => {
  const { url, stop } = await startEmulatorContainer()
  try {
    const files = suites
      .flatMap((suite) => globSync(`${import.meta.dirname}/${suite}.test.ts`))
      .filter((file) => readFileSync(file, 'utf8').includes('openTarget('))
    assert.ok(files.length > 20)
    const { NODE_TEST_CONTEXT: _ours, ...env } = process.env
    await run(process.execPath, ['--import', 'tsx', '--test', ...files], {
      cwd: root,
      env: { ...env, AWS_ENDPOINT_URL: url },
      maxBuffer: 64 * 1024 * 1024,
    }).catch(({ stdout }: { stdout: string }) => assert.fail(failuresOf(stdout)))
  } finally {
    await stop()
  }
})

const failuresOf = (report: string) =>
  report.slice(report.indexOf('failing tests')).slice(0, 20_000)
