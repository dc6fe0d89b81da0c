import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { idIn, newDiscoveryId } from './id.ts'
import { findNamespace, requireNamespace, servicesIn } from './namespace.ts'
import type {
  DiscoveryServiceRecord,
  DnsConfig,
  HealthCheckCustomConfig,
  NamespaceRecord,
  DiscoveryTag,
} from './records.ts'
import { checkServiceSettings } from './rules.ts'
import { discoveryOf } from './state.ts'
import { checkDiscoveryTags, setDiscoveryTags } from './tags.ts'

export interface NewDiscoveryService {
  Name: string
  NamespaceId?: string | undefined
  CreatorRequestId?: string | undefined
  Description?: string | undefined
  DnsConfig?: DnsConfig | undefined
  HealthCheckConfig?: object | undefined
  HealthCheckCustomConfig?: HealthCheckCustomConfig | undefined
  Tags?: DiscoveryTag[] | undefined
  Type?: 'HTTP' | undefined
}

export function createDiscoveryService(
  scope: Scope,
  given: NewDiscoveryService,
): DiscoveryServiceRecord {
  const { Name, DnsConfig, Tags = [], HealthCheckCustomConfig } = given
  const namespace = requireNamespace(scope, given.NamespaceId ?? DnsConfig?.NamespaceId ?? '')
  checkServiceSettings(namespace, given)
  if (findInNamespace(scope, namespace, Name))
    throw awsError('ServiceAlreadyExists', 'Service already exists.')
  checkDiscoveryTags([], Tags)
  const Id = newDiscoveryId('srv')
  const record: DiscoveryServiceRecord = {
    Id,
    Arn: arn(scope, 'servicediscovery', `service/${Id}`),
    Name,
    NamespaceId: namespace.Id,
    Description: given.Description,
    DnsConfig: DnsConfig && {
      RoutingPolicy: 'MULTIVALUE',
      ...DnsConfig,
      NamespaceId: namespace.Id,
    },
    Type: DnsConfig ? 'DNS_HTTP' : 'HTTP',
    // AWS has set this threshold for all since 2022: https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckCustomConfig.html
    HealthCheckCustomConfig: HealthCheckCustomConfig && { FailureThreshold: 1 },
    CreateDate: scope.clock.now(),
    CreatorRequestId: given.CreatorRequestId,
    instances: new Map(),
    revision: 1,
    attributes: new Map(),
  }
  discoveryOf(scope).services.set(Id, record)
  setDiscoveryTags(scope, record.Arn, Tags)
  return discoveryOf(scope).services.get(Id)!
}

/** DNS names have no case: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
export const findInNamespace = (scope: Scope, { Id }: Pick<NamespaceRecord, 'Id'>, name: string) =>
  servicesIn(scope, Id).find((each) => each.Name.toLowerCase() === name.toLowerCase())

/** Finds a service by its ARN. */
export function findDiscoveryService(
  scope: Scope,
  serviceArn: string,
): DiscoveryServiceRecord | undefined {
  const found = discoveryOf(scope).services.get(idIn(serviceArn))
  return found?.Arn === serviceArn ? found : undefined
}

/** The service of an id or ARN, or Cloud Map's error. */
export function requireDiscoveryService(scope: Scope, reference: string): DiscoveryServiceRecord {
  const found = discoveryOf(scope).services.get(idIn(reference))
  if (!found || (reference.startsWith('arn:') && found.Arn !== reference))
    throw awsError('ServiceNotFound', `The service ${reference} does not exist.`)
  return found
}

/** The service of a namespace's and a service's name, or Cloud Map's error. */
export function requireDiscoverable(
  scope: Scope,
  { NamespaceName, ServiceName }: { NamespaceName: string; ServiceName: string },
): DiscoveryServiceRecord {
  const namespace = findNamespace(scope, NamespaceName)
  if (!namespace)
    throw awsError('NamespaceNotFound', `The namespace ${NamespaceName} does not exist.`)
  const found = findInNamespace(scope, namespace, ServiceName)
  if (!found) throw awsError('ServiceNotFound', `The service ${ServiceName} does not exist.`)
  return found
}

export function deleteDiscoveryService(scope: Scope, { Id, Arn }: DiscoveryServiceRecord): void {
  discoveryOf(scope).services.delete(Id)
  discoveryOf(scope).tags.delete(Arn)
}

export function discoveryServiceToApi(scope: Scope, record: DiscoveryServiceRecord) {
  const { instances, revision: _, attributes: __, ...service } = record
  return { ...service, ResourceOwner: scope.account, InstanceCount: instances.size }
}
