import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { startEmulatorContainer } from '../support/emulator-container.ts'
import { endWithParent } from '../support/emulator-process.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const services = ['oidc', 'iam', 'sts', 'ecr', 'ecr-public', 'ec2', 'elbv2', 'logs', 'ssm']
  .concat('secretsmanager', 'application-autoscaling')
  .concat('ecs/cluster', 'ecs/task-definition', 'ecs/service', 'ecs/task')
const suites = [
  'gateway/contract',
  'awscli',
  'access',
  ...services.map((name) => `services/${name}`),
]

describe('the image, as @testcontainers/localstack starts it, passes the suite of', () => {
  let emulator: Awaited<ReturnType<typeof startEmulatorContainer>>
  before(async () => {
    await run('docker', ['compose', 'build', 'localstack'], { cwd: root })
    emulator = await startEmulatorContainer()
  })
  after(() => emulator.stop())

  for (const suite of suites)
    test(suite, { timeout: Infinity }, async () => {
      const files = globSync(`${import.meta.dirname}/${suite}{.test.ts,/**/*.test.ts}`).filter(
        (file) => readFileSync(file, 'utf8').includes('openTarget('),
      )
      assert.ok(files.length > 0)
      const { NODE_TEST_CONTEXT: _ours, ...env } = process.env
      const node = ['--import', endWithParent, '--test', '--test-concurrency=3']
      const limits = ['--test-timeout=300000', '--test-force-exit']
      await run(process.execPath, [...node, ...limits, ...files], {
        cwd: root,
        env: { ...env, AWS_ENDPOINT_URL: emulator.url },
        maxBuffer: 64 * 1024 * 1024,
      }).catch(({ stdout }: { stdout: string }) => assert.fail(failuresOf(stdout)))
    })
})

const failuresOf = (report: string) =>
  report.slice(report.indexOf('failing tests')).slice(0, 20_000)
