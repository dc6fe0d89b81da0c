import type { Docker } from '../../../docker/index.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'

/**
 * The resource usage of a container, as the engine reports it, with the traffic of its task's network interface:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
 */
export async function containerStats(
  { containers }: Docker,
  { pauseId }: TaskRecord,
  { dockerId }: ContainerRecord,
): Promise<object> {
  const [own, { networks = {} }] = await Promise.all([
    containers.stats(dockerId!),
    containers.stats(pauseId!),
  ])
  return { ...own, networks: { eth1: networks.eth0 } }
}

/** The resource usage of the containers of a task that run, by their ids in its metadata. */
export async function taskStats(docker: Docker, task: TaskRecord): Promise<object> {
  const running = task.containers.filter(
    ({ dockerId, lastStatus }) => dockerId && lastStatus !== 'STOPPED',
  )
  const all = running.map(async (container) => [
    container.runtimeId,
    await containerStats(docker, task, container),
  ])
  return Object.fromEntries((await Promise.all(all)) as [string, object][]) as object
}
