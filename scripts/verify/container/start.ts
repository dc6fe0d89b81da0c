import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { execute, run, runSync, succeeds } from '../../release/run.ts'

/** A container of an image of this machine, as Fargate would run it, but without secrets and credentials. */
export interface Started extends AsyncDisposable {
  id: string
  /** The port of this machine that leads to the container's. */
  hostPort: number | undefined
}

interface Start {
  /** The name of the container. One that was left under it is removed first. */
  name: string
  image: string
  container: ContainerDefinition
  task: Pick<RegisterTaskDefinitionCommandInput, 'memory' | 'volumes'>
  port: number
  region: string
}

/** Starts the container, or returns the reason why Docker cannot. */
export async function startContainer(options: Start): Promise<Started | { failure: string }> {
  const { name, port } = options
  const remove = () => void runSync('docker', ['rm', '--force', '--volumes', name])
  await succeeds('docker', 'rm', '--force', '--volumes', name)
  process.once('exit', remove)
  const dispose = async () => {
    process.off('exit', remove)
    await succeeds('docker', 'rm', '--force', '--volumes', name)
  }
  const { code, stdout, lines } = await execute('docker', ['run', ...argumentsOf(options)])
  if (code !== 0) {
    await dispose()
    return { failure: lines.find((line) => line.includes('rror')) ?? lines.join(' ') }
  }
  const published = await run('docker', ['port', name, `${port}/tcp`]).catch(() => '')
  const hostPort = Number(published.split(':').at(-1)) || undefined
  return { id: stdout.at(-1)!.trim(), hostPort, [Symbol.asyncDispose]: dispose }
}

function argumentsOf({ name, image, container, task, port, region }: Start): string[] {
  const { entryPoint = [], command = [], environment = [], user, workingDirectory } = container
  const [program, ...rest] = entryPoint
  const variables = [
    { name: 'AWS_EXECUTION_ENV', value: 'AWS_ECS_FARGATE' },
    { name: 'AWS_REGION', value: region },
    // Otherwise an SDK takes the credentials of the machine, where that is one of AWS.
    { name: 'AWS_EC2_METADATA_DISABLED', value: 'true' },
    ...environment,
  ]
  const memory = Number(container.memory ?? task.memory)
  return [
    '--detach',
    `--name=${name}`,
    `--publish=127.0.0.1::${port}/tcp`,
    // As on Fargate, where a user other than root cannot listen on the ports below.
    '--sysctl=net.ipv4.ip_unprivileged_port_start=1024',
    '--security-opt=no-new-privileges',
    ...(memory > 0 ? [`--memory=${memory}m`] : []),
    ...(container.readonlyRootFilesystem ? ['--read-only'] : []),
    ...(container.linuxParameters?.initProcessEnabled ? ['--init'] : []),
    ...(user ? [`--user=${user}`] : []),
    ...(workingDirectory ? [`--workdir=${workingDirectory}`] : []),
    ...(container.mountPoints ?? []).map(({ containerPath }) => `--volume=${containerPath}`),
    ...variables.flatMap((variable) => ['--env', `${variable.name}=${variable.value ?? ''}`]),
    ...(program ? [`--entrypoint=${program}`] : []),
    image,
    ...rest,
    ...command,
  ]
}
