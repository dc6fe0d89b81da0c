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

/**
 * The suites that depend on where the emulator runs: on its network, its ports, its engine and its bundle. Of a service
 * that only keeps state one suite shows that the bundle has all of it; the others run in the process of their tests.
 */
const suites = {
  'every API': [
    'gateway/contract',
    'awscli',
    'services/iam/{policies,service-linked-role}',
    'services/sts/AssumeRole',
    'services/oidc/*',
    'services/ec2/default-vpc',
    'services/logs/{groups,group-settings,live-tail}',
    'services/ssm/*',
    'services/secretsmanager/*',
    'services/application-autoscaling/*',
    'services/cloudwatch/*',
  ],
  registries: [
    'services/ecr/{repositories,layers,registry-address}',
    'services/ecr/{registry,clients}/*',
    'services/ecr-public/*',
  ],
  'load balancers': [
    'services/ec2/own-vpc',
    'services/elbv2/{health,health-check,network-load-balancer}',
    'services/elbv2/proxy/*',
  ],
  services: ['services/ecs/service/{network,rolling-update}'],
  tasks: [
    'services/ecs/{cluster,account-setting}',
    'services/ecs/task/{confinement,ecr-image,endpoints,lifecycle,task-endpoint}',
  ],
}

describe('the image, as @testcontainers/localstack starts it, passes the suites of', () => {
  let emulator: Awaited<ReturnType<typeof startEmulatorContainer>>
  before(async () => {
    await run('docker', ['compose', 'build', 'localstack'], { cwd: root })
    emulator = await startEmulatorContainer()
  })
  after(() => emulator.stop())

  for (const [name, patterns] of Object.entries(suites))
    test(name, { timeout: Infinity }, async () => {
      const files = patterns.flatMap((pattern) => {
        const found = globSync(`${import.meta.dirname}/${pattern}.test.ts`).filter((file) =>
          readFileSync(file, 'utf8').includes('openTarget('),
        )
        assert.ok(found.length > 0, pattern)
        return found
      })
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
