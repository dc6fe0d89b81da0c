import type {
  CreateServiceCommandInput,
  RegisterTaskDefinitionCommandInput,
  TaskDefinition,
} from '@aws-sdk/client-ecs'
import { BadInput } from './exit-codes.ts'
import type { AppService } from './services.ts'
import { readTemplate } from './template.ts'

/** A service that other services reach by Service Connect. */
export interface ConnectProvider {
  service: AppService
  /** The ports of its containers. */
  ports: number[]
}

/** The services that Service Connect lets reach others. */
export const connected = (services: AppService[]): AppService[] =>
  services.filter((service) => configurationOf(service)?.enabled)

/** The services that Service Connect lets others reach. */
export const connectProviders = (services: AppService[]): ConnectProvider[] =>
  connected(services)
    .map((service) => ({ service, ports: providedPorts(service) }))
    .filter(({ ports }) => ports.length > 0)

function configurationOf({ name, files }: AppService) {
  if (!files.has('service')) return undefined
  const json = readTemplate(`${name}/service.json`) as unknown as CreateServiceCommandInput
  return json.serviceConnectConfiguration
}

/** `service.json` names the ports, and `task-definition.json` has them. */
function providedPorts(service: AppService): number[] {
  const definition = readTemplate(
    `${service.name}/task-definition.json`,
  ) as unknown as RegisterTaskDefinitionCommandInput
  return (configurationOf(service)?.services ?? []).map(({ portName }, index) => {
    const found = findPort(definition, portName)
    if (found !== undefined) return found
    throw new BadInput(
      `.aws/${service.name}/service.json: serviceConnectConfiguration.services[${index}].portName is "${portName}", and no port mapping of task-definition.json has this name`,
    )
  })
}

/** The port of a container that has this name. */
export const findPort = (
  { containerDefinitions = [] }: Pick<TaskDefinition, 'containerDefinitions'>,
  portName: string | undefined,
): number | undefined =>
  containerDefinitions
    .flatMap(({ portMappings = [] }) => portMappings)
    .find(({ name }) => name !== undefined && name === portName)?.containerPort
