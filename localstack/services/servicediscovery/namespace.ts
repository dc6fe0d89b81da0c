import { arn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidInput } from './errors.ts'
import { idIn, newDiscoveryId, newHostedZoneId } from './id.ts'
import { addOperation } from './operation.ts'
import type { NamespaceRecord, DiscoveryTag } from './records.ts'
import { discoveryOf } from './state.ts'
import { checkDiscoveryTags, setDiscoveryTags } from './tags.ts'

export interface NewNamespace {
  Name: string
  Type: NamespaceRecord['Type']
  Description?: string | undefined
  CreatorRequestId?: string | undefined
  Tags?: DiscoveryTag[] | undefined
  vpc?: string | undefined
  ttl?: number | undefined
}

/** The SOA record's TTL in seconds: https://docs.aws.amazon.com/cloud-map/latest/api/API_SOA.html */
const defaultTtl = 15

/**
 * Creates a namespace, and returns the id of the operation. HTTP namespaces have a name of their own in an account and
 * region, and so have private DNS namespaces in a VPC: https://docs.aws.amazon.com/cloud-map/latest/dg/creating-namespaces.html
 */
export function createNamespace(scope: Scope, given: NewNamespace): string {
  const { Name, Type, Description, CreatorRequestId, Tags = [], vpc, ttl = defaultTtl } = given
  const isTaken = discoveryOf(scope)
    .namespaces.values()
    .some((other) => other.Name === Name && other.Type === Type && other.vpc === vpc)
  if (isTaken) throw awsError('NamespaceAlreadyExists', `Namespace already exists: ${Name}`)
  checkDiscoveryTags([], Tags)
  const Id = newDiscoveryId('ns')
  const record: NamespaceRecord = {
    Id,
    Arn: arn(scope, 'servicediscovery', `namespace/${Id}`),
    Name,
    Type,
    Description,
    Properties: {
      ...(Type === 'DNS_PRIVATE' && {
        DnsProperties: { HostedZoneId: newHostedZoneId(), SOA: { TTL: ttl } },
      }),
      HttpProperties: { HttpName: Name },
    },
    CreateDate: scope.clock.now(),
    CreatorRequestId,
    vpc,
  }
  discoveryOf(scope).namespaces.set(Id, record)
  setDiscoveryTags(scope, record.Arn, Tags)
  return addOperation(scope, 'CREATE_NAMESPACE', { NAMESPACE: Id })
}

/** Finds a namespace by its id, ARN or name. */
export function findNamespace(scope: Scope, reference: string): NamespaceRecord | undefined {
  const { namespaces } = discoveryOf(scope)
  if (reference.startsWith('arn:')) {
    const found = namespaces.get(idIn(reference))
    return found?.Arn === reference ? found : undefined
  }
  return namespaces.get(reference) ?? namespaces.values().find(({ Name }) => Name === reference)
}

/** The namespace of an id or ARN, or Cloud Map's error. */
export function requireNamespace(scope: Scope, reference: string): NamespaceRecord {
  const found = discoveryOf(scope).namespaces.get(idIn(reference))
  if (!found || (reference.startsWith('arn:') && found.Arn !== reference))
    throw awsError('NamespaceNotFound', `The namespace ${reference} does not exist.`)
  return found
}

/** The namespace of an id or ARN and a type, or Cloud Map's error. */
export function requireNamespaceOf(
  scope: Scope,
  type: NamespaceRecord['Type'],
  reference: string,
): NamespaceRecord {
  const found = requireNamespace(scope, reference)
  if (found.Type !== type)
    throw invalidInput(`The namespace ${reference} is of the type ${found.Type}, not ${type}.`)
  return found
}

/** Changes a namespace's description, and returns the id of the operation. */
export function describeNamespace(
  scope: Scope,
  record: NamespaceRecord,
  { Description, ttl }: { Description?: string | undefined; ttl?: number | undefined },
): string {
  if (Description !== undefined) record.Description = Description
  if (ttl !== undefined && record.Properties.DnsProperties)
    record.Properties.DnsProperties.SOA = { TTL: ttl }
  return addOperation(scope, 'UPDATE_NAMESPACE', { NAMESPACE: record.Id })
}

/** Describes a namespace. */
export function namespaceToApi(scope: Scope, record: NamespaceRecord) {
  const ServiceCount = servicesIn(scope, record.Id).length
  const { DnsProperties, HttpProperties } = record.Properties
  return {
    ...record,
    ResourceOwner: scope.account,
    ServiceCount,
    Properties: { DnsProperties: DnsProperties ?? { SOA: {} }, HttpProperties },
  }
}

export const servicesIn = (scope: Scope, namespaceId: string) =>
  discoveryOf(scope)
    .services.values()
    .filter(({ NamespaceId }) => NamespaceId === namespaceId)
    .toArray()
