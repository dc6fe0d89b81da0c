import type { Scope } from '../../kernel/scope.ts'
import { instancesByHealth } from './instance.ts'
import { servicesIn } from './namespace.ts'
import type { DiscoveryInstanceRecord, DiscoveryServiceRecord, DnsRecord } from './records.ts'
import { discoveryOf } from './state.ts'

export interface DiscoveredRecord {
  type: DnsRecord['Type']
  ttl: number
  /** An address or a name. */
  value: string
  /** Of an SRV record. */
  port?: number
}

/** The most records of an answer: https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html */
const mostRecords = 8

/**
 * Resolves a name of a VPC's private DNS namespaces: `<service>.<namespace>`, or `<instance>.<service>.<namespace>` of an
 * SRV record. Returns undefined if there is no such name.
 */
export function resolveInNamespaces(
  scope: Scope,
  vpc: string,
  name: string,
): DiscoveredRecord[] | undefined {
  const namespace = namespaceOf(scope, vpc, name)
  if (!namespace) return undefined
  const services = servicesIn(scope, namespace.Id).filter(({ DnsConfig }) => DnsConfig)
  for (const service of services) {
    const full = `${service.Name}.${namespace.Name}`.toLowerCase()
    if (name === full) return recordsOf(service, full)
    if (!name.endsWith(`.${full}`)) continue
    const id = name.slice(0, -full.length - 1)
    const instance = service.instances.values().find(({ Id }) => Id.toLowerCase() === id)
    if (instance && typesOf(service).has('SRV')) return addressesOf(service, instance)
  }
  return undefined
}

/** Returns true for a name below a private DNS namespace of a VPC. */
export const isInNamespace = (scope: Scope, vpc: string, name: string): boolean =>
  namespaceOf(scope, vpc, name) !== undefined

/** The longest namespace of a VPC that a name is below. */
const namespaceOf = (scope: Scope, vpc: string, name: string) =>
  discoveryOf(scope)
    .namespaces.values()
    .filter((each) => each.vpc === vpc && name.endsWith(`.${each.Name.toLowerCase()}`))
    .toArray()
    .toSorted((a, b) => b.Name.length - a.Name.length)[0]

const typesOf = ({ DnsConfig }: DiscoveryServiceRecord) =>
  new Map(DnsConfig?.DnsRecords.map(({ Type, TTL }) => [Type, TTL]))

function recordsOf(service: DiscoveryServiceRecord, full: string): DiscoveredRecord[] {
  const instances = shuffled(instancesByHealth(service))
  const limit = service.DnsConfig?.RoutingPolicy === 'WEIGHTED' ? 1 : mostRecords
  return instances
    .slice(0, limit)
    .flatMap((instance) => [
      ...addressesOf(service, instance).filter(({ type }) => typesOf(service).has(type)),
      ...namesOf(service, instance, full),
    ])
}

function addressesOf(
  service: DiscoveryServiceRecord,
  { Attributes: { AWS_INSTANCE_IPV4, AWS_INSTANCE_IPV6 } }: DiscoveryInstanceRecord,
): DiscoveredRecord[] {
  const ttl = service.DnsConfig?.DnsRecords[0]?.TTL ?? 0
  return [
    ...(AWS_INSTANCE_IPV4 ? [{ type: 'A' as const, ttl, value: AWS_INSTANCE_IPV4 }] : []),
    ...(AWS_INSTANCE_IPV6 ? [{ type: 'AAAA' as const, ttl, value: AWS_INSTANCE_IPV6 }] : []),
  ]
}

function namesOf(
  service: DiscoveryServiceRecord,
  { Id, Attributes: { AWS_INSTANCE_PORT, AWS_INSTANCE_CNAME } }: DiscoveryInstanceRecord,
  full: string,
): DiscoveredRecord[] {
  const types = typesOf(service)
  const [srv, cname] = [types.get('SRV'), types.get('CNAME')]
  return [
    ...(srv !== undefined && AWS_INSTANCE_PORT
      ? [
          {
            type: 'SRV' as const,
            ttl: srv,
            value: `${Id}.${full}`,
            port: Number(AWS_INSTANCE_PORT),
          },
        ]
      : []),
    ...(cname !== undefined && AWS_INSTANCE_CNAME
      ? [{ type: 'CNAME' as const, ttl: cname, value: AWS_INSTANCE_CNAME }]
      : []),
  ]
}

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => ({ item, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item)
