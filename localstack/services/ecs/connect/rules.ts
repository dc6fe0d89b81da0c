import type { ServiceConnectConfiguration, ServiceRegistry } from '@aws-sdk/client-ecs'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import {
  findDiscoveryService,
  findInNamespace,
  findNamespace,
  type NamespaceRecord,
} from '../../servicediscovery/public.ts'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord } from '../records.ts'
import { connectServices, ownedBy } from './configuration.ts'

interface Checked {
  service: ServiceRecord
  cluster: ClusterRecord
  definition: TaskDefinitionRecord
}

/** Rejects what ECS rejects of service registries and Service Connect. */
export function checkDiscovery(scope: Scope, checked: Checked): void {
  const { serviceRegistries = [], serviceConnect } = checked.service
  if (serviceRegistries.length > 1)
    throw invalidParameter('service registries can have at most 1 items.')
  for (const registry of serviceRegistries) checkRegistry(scope, registry, checked.definition)
  if (serviceConnect?.enabled) checkConnect(scope, serviceConnect, checked)
}

/** The words about ports are those of umotif-public/terraform-aws-ecs-fargate#25 and cloudposse/terraform-aws-ecs-web-app#208. */
function checkRegistry(
  scope: Scope,
  { registryArn = '', port, containerName, containerPort }: ServiceRegistry,
  { containerDefinitions }: TaskDefinitionRecord,
): void {
  const found = findDiscoveryService(scope, registryArn)
  if (!found) throw invalidParameter(`The service registry ${registryArn} does not exist.`)
  if (port !== undefined && (containerName !== undefined || containerPort !== undefined))
    throw invalidParameter(
      "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. Remove one and retry.",
    )
  const hasPort = found.DnsConfig?.DnsRecords.some(({ Type }) => Type === 'SRV') ?? false
  const superfluous = Object.entries({ port, containerName, containerPort }).find(
    ([, value]) => value !== undefined,
  )
  if (found.DnsConfig && !hasPort && superfluous)
    throw invalidParameter(
      `The values specified for serviceRegistries do not require a value for '${superfluous[0]}'. Remove the value and retry.`,
    )
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html: a task in a VPC of its own has either.
  if (hasPort && port === undefined && (containerName === undefined || containerPort === undefined))
    throw invalidParameter(
      "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination.",
    )
  if (containerName === undefined) return
  const container = containerDefinitions.find(({ name }) => name === containerName)
  if (!container)
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`)
  if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort))
    throw invalidParameter(
      `The container ${containerName} did not have a container port ${containerPort} defined.`,
    )
}

/** The words are those that cdk-preflight has recorded, where there are any. */
function checkConnect(
  scope: Scope,
  connect: ServiceConnectConfiguration,
  { service, cluster, definition }: Checked,
): void {
  if (!connect.namespace && !cluster.serviceConnectDefaults?.namespace) throw namespaceMissing()
  const ports = definition.containerDefinitions.flatMap(({ portMappings = [] }) => portMappings)
  for (const { portName, clientAliases = [], tls } of connect.services ?? []) {
    if (!ports.some(({ name }) => name === portName))
      throw invalidParameter(
        `portName(${portName}) does not refer to any named PortMapping in the container definitions.`,
      )
    if (clientAliases.length > 1)
      throw invalidParameter(`${clientAliases.length} clientAliases exceeds the max limit of 1.`)
    if (tls) throw notImplemented('TLS of Service Connect')
    if (clientAliases.some(({ testTrafficRules }) => testTrafficRules))
      throw notImplemented('test traffic rules of Service Connect')
  }
  const namespace = requireConnectNamespace(scope, connect, cluster)
  checkNames(connect, namespace)
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html: unique within the namespace.
  for (const { discoveryName } of connectServices(connect, namespace.Name)) {
    const other = findInNamespace(scope, namespace, discoveryName)
    if (other && !ownedBy(scope, other.Arn, service.serviceArn))
      throw invalidParameter(
        `The discoveryName ${discoveryName} is already used in the namespace ${namespace.Name}.`,
      )
  }
}

/** The namespace of a configuration, or else the cluster's. */
export function requireConnectNamespace(
  scope: Scope,
  { namespace }: ServiceConnectConfiguration,
  { serviceConnectDefaults }: ClusterRecord,
): NamespaceRecord {
  const reference = namespace ?? serviceConnectDefaults?.namespace
  if (!reference) throw namespaceMissing()
  const found = findNamespace(scope, reference)
  if (!found) throw namespaceNotFound()
  return found
}

const namespaceMissing = () => invalidParameter('Namespace is missing.')

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html#API_CreateService_Errors */
export const namespaceNotFound = () =>
  awsError('NamespaceNotFoundException', "The specified namespace wasn't found.")

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html and API_ServiceConnectClientAlias.html */
function checkNames(connect: ServiceConnectConfiguration, { Name }: NamespaceRecord): void {
  const services = connectServices(connect, Name)
  const names = new Set<string>()
  const aliases = new Set<string>()
  for (const { discoveryName, alias } of services) {
    if (!/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(discoveryName))
      throw invalidParameter(
        `The discoveryName ${discoveryName} is invalid. It can have up to 64 lowercase letters, numbers, underscores and hyphens, and cannot start with a hyphen.`,
      )
    if (names.has(discoveryName))
      throw invalidParameter(`The discoveryName ${discoveryName} is used multiple times.`)
    names.add(discoveryName)
    if (!alias) continue
    if (!/^[a-z0-9_.][a-z0-9_.-]{0,126}$/.test(alias.dnsName))
      throw invalidParameter(
        `The dnsName ${alias.dnsName} is invalid. It can have up to 127 lowercase letters, numbers, underscores, hyphens and periods, and cannot start with a hyphen.`,
      )
    const key = `${alias.dnsName}:${alias.port}`
    if (aliases.has(key)) throw invalidParameter(`The client alias ${key} is used multiple times.`)
    aliases.add(key)
  }
}
