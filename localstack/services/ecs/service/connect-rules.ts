import type { ServiceConnectConfiguration, ServiceRegistry } from '@aws-sdk/client-ecs'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord, TaskDefinitionRecord } from '../records.ts'

interface Discovery {
  serviceConnectConfiguration?: Given<ServiceConnectConfiguration> | undefined
  serviceRegistries?: ServiceRegistry[] | undefined
}

/** Rejects what ECS rejects of Service Connect, and registries, which are Cloud Map's. The words are those that cdk-preflight has recorded. */
export function checkDiscovery(
  { serviceConnectConfiguration: connect, serviceRegistries = [] }: Discovery,
  { serviceConnectDefaults }: ClusterRecord,
  { containerDefinitions }: TaskDefinitionRecord,
): void {
  if (serviceRegistries.length > 1)
    throw invalidParameter('service registries can have at most 1 items.')
  if (serviceRegistries.length > 0) throw notImplemented('service registries: it has no Cloud Map')
  if (!connect?.enabled) return
  if (!connect.namespace && !serviceConnectDefaults?.namespace)
    throw invalidParameter('Namespace is missing.')
  const ports = containerDefinitions.flatMap(({ portMappings = [] }) => portMappings)
  for (const { portName, clientAliases = [] } of connect.services ?? []) {
    if (!ports.some(({ name }) => name === portName))
      throw invalidParameter(
        `portName(${portName}) does not refer to any named PortMapping in the container definitions.`,
      )
    if (clientAliases.length > 1)
      throw invalidParameter(`${clientAliases.length} clientAliases exceeds the max limit of 1.`)
  }
}
