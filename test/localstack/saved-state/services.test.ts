import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs'
import { dockerAt } from '../../../localstack/docker/index.ts'
import { openEcs } from '../../support/ecs.ts'
import { openEmulator, type Target } from '../../support/target.ts'
import { until } from '../../support/until.ts'

const docker = dockerAt('/var/run/docker.sock')

async function copyState(from: Target, to: Target): Promise<void> {
  const saved = await fetch(`${from.url}/_localstack/pods/state`)
  const body = await saved.arrayBuffer()
  const loaded = await fetch(`${to.url}/_localstack/pods`, { method: 'POST', body })
  assert.equal(loaded.status, 200, await loaded.text())
}

test('the services of a loaded state start their tasks, and tasks that it lacks are gone', async () => {
  await using origin = await openEmulator()
  await using other = await openEmulator()
  const app = await openEcs(origin)
  await app.register()
  const service = await app.createService()
  await app.rolledOut(service)
  const [task] = await app.tasksOf(service)

  await copyState(origin, other)
  const ecs = new ECSClient(other.config)
  const started = await until('a running container of another task', async () => {
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: app.cluster }))
    const arn = taskArns.find((taskArn) => taskArn !== task!.taskArn)
    const [container] = arn ? await docker.containers.list({ 'docker-cloud.task': arn }) : []
    return container?.State === 'running' && arn
  })
  assert.equal((await app.tasksOf(service))[0]!.taskArn, task!.taskArn, 'the origin has its own')

  await using empty = await openEmulator()
  await copyState(empty, other)
  await until('its containers to be removed', async () => {
    return (await docker.containers.list({ 'docker-cloud.task': started })).length === 0
  })
})
