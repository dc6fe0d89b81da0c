import type { ContainerDefinition, CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import { fail, type Finding, fine } from './finding.ts'

/** Checks that the containers and ports of `service.json` are those of the task definition. */
export function checkPorts(
  service: string,
  { loadBalancers = [] }: Pick<CreateServiceCommandInput, 'loadBalancers'>,
  containers: ContainerDefinition[] = [],
): Finding[] {
  return loadBalancers.map(({ containerName = '', containerPort = 0 }) => {
    const file = `.aws/${service}/service.json`
    const container = containers.find(({ name }) => name === containerName)
    if (!container)
      return fail(`${file}: the task definition has no container ${containerName}`, {
        service,
        says: `The container ${containerName} does not exist in the task definition.`,
      })
    const mappings = container.portMappings ?? []
    if (!mappings.some((mapping) => mapping.containerPort === containerPort))
      return fail(`${file}: the container ${containerName} has no port ${containerPort}`, {
        service,
        says: `The container ${containerName} did not have a container port ${containerPort} defined.`,
      })
    return fine(`the load balancer uses port ${containerPort} of ${containerName}`, { service })
  })
}
