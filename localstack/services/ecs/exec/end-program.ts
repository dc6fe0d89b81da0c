import { randomBytes } from 'node:crypto'
import { DockerError, type Docker } from '../../../docker/index.ts'
import { hangUpSpec } from '../task/container-spec.ts'
import { label } from '../task/labels.ts'
import { programImage } from '../task/program-image.ts'
import { hangUpPrograms as programs } from './hang-up/programs.ts'

/** Ends a program that Docker runs in a container, and what it runs in its terminal. `variable` (`NAME=value`) is in its environment alone. */
export async function endProgram(
  docker: Docker,
  dockerId: string,
  variable: string,
): Promise<void> {
  const { containers } = docker
  const target = await containers.inspect(dockerId)
  if (!target?.State.Running) return
  const image = await programImage(docker, { image: 'docker-cloud-hang-up:1', programs })
  const labels = { ...target.Config.Labels, [label('container')]: '~internal~ecs~hang-up' }
  const spec = hangUpSpec({ image, container: dockerId, labels, variable })
  const id = await containers.create(`ls-ecs-hang-up-${randomBytes(6).toString('hex')}`, spec)
  try {
    await containers.start(id)
    await containers.wait(id)
  } catch (error) {
    // The container may have ended meanwhile, and its processes with it.
    if (!(error instanceof DockerError) || error.status === 0) throw error
  } finally {
    await containers.remove(id)
  }
}
