import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../scripts/release/run.ts'
import { unique } from '../support/target.ts'
import { testRun } from '../support/test-run.ts'

test('`docker compose up` is healthy as it stands, and goes without a trace', async () => {
  const project = unique('docker-cloud-test')
  const files = ['--file=compose.yaml', '--file=test/compose/unpublished.yaml']
  const compose = (...args: string[]) =>
    run('docker', ['compose', `--project-name=${project}`, ...files, ...args], {
      env: { LOCALSTACK_AUTH_TOKEN: '', DOCKER_CLOUD_TEST_RUN: testRun },
    })
  try {
    await compose('up', '--detach', '--wait')
    const states = await compose('ps', '--format={{.Service}} {{.Health}}')
    assert.deepEqual(states.split('\n').toSorted(), ['localstack healthy', 'server healthy'])
  } finally {
    await compose('down', '--volumes', '--rmi=local')
  }
  for (const kind of ['container', 'network', 'volume']) {
    const filter = `--filter=label=com.docker.compose.project=${project}`
    assert.equal(await run('docker', [kind, 'ls', '--quiet', filter]), '')
  }
})
