import { dockerAt } from '../../localstack/docker/index.ts'

const docker = dockerAt('/var/run/docker.sock')

/** The names, sorted, of the containers and volumes on the engine that carry all these labels. */
export async function onEngine(labels: Record<string, string>): Promise<string[]> {
  const [containers, volumes] = await Promise.all([
    docker.containers.list(labels),
    docker.volumes.list(labels),
  ])
  const names = [...containers.map(({ Names }) => Names[0]!), ...volumes.map(({ Name }) => Name)]
  return names.toSorted()
}

/** Returns a task's address in Docker's network, which the container that holds its namespace has. */
export async function addressOnEngine(taskArn: string): Promise<string> {
  const labels = { 'docker-cloud.task': taskArn, 'docker-cloud.container': '~internal~ecs~pause' }
  const [{ NetworkSettings } = { NetworkSettings: { Networks: {} } }] =
    await docker.containers.list(labels)
  return Object.values(NetworkSettings.Networks)[0]!.IPAddress
}

/** What names the emulator that made a task's containers. */
export async function emulatorOf(taskArn: string): Promise<Record<string, string>> {
  const [container] = await docker.containers.list({ 'docker-cloud.task': taskArn })
  return { 'docker-cloud.emulator': container!.Labels['docker-cloud.emulator']! }
}
