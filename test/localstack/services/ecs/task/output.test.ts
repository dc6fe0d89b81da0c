import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openEmulator } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** With persistence a task would outlive the emulator. */
async function stop({ ecs, cluster, taskIn }: Ecs, task: string): Promise<void> {
  await ecs.send(new StopTaskCommand({ cluster, task }))
  await taskIn(task, 'STOPPED')
}

test('output is kept under a stream name that is longer than a file name may be', async (context) => {
  const dataDir = await folderFor(context)
  await using emulator = await openEmulator({ dataDir, persistence: true })
  await using app = await openEcs(emulator)
  const { logConfiguration } = await app.container()
  const options = { ...logConfiguration!.options, 'awslogs-stream-prefix': 'p'.repeat(200) }
  await app.register({
    name: 'n'.repeat(255),
    logConfiguration: { logDriver: 'awslogs', options },
  })
  const { taskArn } = await app.runTask()
  await until('output', async () => (await app.messages()).includes('listening'))
  await stop(app, taskArn!)
})

test('output that cannot be stored is reported, and ends neither the task nor the emulator', async (context) => {
  const dataDir = await folderFor(context)
  const lines: string[] = []
  const log = (_: string, message: string) => lines.push(message)
  await using emulator = await openEmulator({ dataDir, persistence: true, log })
  await writeFile(join(dataDir, 'logs'), 'a file where a folder should be')
  await using app = await openEcs(emulator)
  await app.register()
  const { taskArn } = await app.runTask()
  await until('a report', () =>
    lines.some((line) => /^the output of ecs\/app\/.* is lost/.test(line)),
  )
  assert.equal((await app.taskIn(taskArn!, 'RUNNING')).lastStatus, 'RUNNING')
  await stop(app, taskArn!)
})
