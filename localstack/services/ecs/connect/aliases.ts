import type { Scope } from '../../../kernel/scope.ts'
import { findNamespace } from '../../servicediscovery/public.ts'
import { findCluster } from '../cluster/cluster.ts'
import type { ConnectAliasRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { findDeployment, primaryOf } from '../service/service-record.ts'
import { ecsOf } from '../state.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { connectServices } from './configuration.ts'

/**
 * The client aliases that a task knows: those of its namespace when it starts.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export function aliasesFor(scope: Scope, task: TaskRecord): ConnectAliasRecord[] {
  const { services } = ecsOf(scope)
  const service = services.get(task.serviceArn ?? '')
  const deployment = service && findDeployment(service, task.startedBy)
  const own = deployment?.serviceConnectConfiguration
  if (!service || !own?.enabled) return []
  const namespace = namespaceOf(scope, service, own.namespace)
  const aliases: ConnectAliasRecord[] = []
  const addresses = new Map<string, string>()
  for (const provider of services.values()) {
    if (provider.status !== 'ACTIVE') continue
    for (const alias of aliasesOf(scope, provider, namespace)) {
      if (aliases.some(({ dnsName, port }) => dnsName === alias.dnsName && port === alias.port))
        continue
      const next = `127.255.0.${addresses.size + 1}`
      if (!addresses.has(alias.dnsName)) addresses.set(alias.dnsName, next)
      aliases.push({ ...alias, address: addresses.get(alias.dnsName)! })
    }
  }
  return aliases
}

function aliasesOf(
  scope: Scope,
  service: ServiceRecord,
  namespaceId: string | undefined,
): Omit<ConnectAliasRecord, 'address'>[] {
  const { serviceConnectConfiguration: connect, ...primary } = primaryOf(service)
  if (!connect?.enabled || namespaceOf(scope, service, connect.namespace) !== namespaceId) return []
  const definition = findTaskDefinition(scope, primary.taskDefinition)
  const mappings = (definition?.containerDefinitions ?? []).flatMap(
    ({ portMappings = [] }) => portMappings,
  )
  const name = findNamespace(scope, namespaceId ?? '')?.Name ?? ''
  return connectServices(connect, name).flatMap(({ alias, discoveryName, portName, timeout }) => {
    const { discoveryArn } =
      primary.serviceConnectResources?.find((each) => each.discoveryName === discoveryName) ?? {}
    if (!alias || !discoveryArn) return []
    const { appProtocol } = mappings.find((mapping) => mapping.name === portName) ?? {}
    return [{ ...alias, discoveryArn, appProtocol, timeout }]
  })
}

const namespaceOf = (scope: Scope, { clusterArn }: ServiceRecord, namespace?: string) =>
  findNamespace(
    scope,
    namespace ?? findCluster(scope, clusterArn)?.serviceConnectDefaults?.namespace ?? '',
  )?.Id
