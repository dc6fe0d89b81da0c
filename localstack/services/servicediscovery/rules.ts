import { isIPv4, isIPv6 } from 'node:net'
import { notImplemented } from '../../kernel/errors.ts'
import { invalidInput } from './errors.ts'
import type { DiscoveryServiceRecord, DnsConfig, NamespaceRecord } from './records.ts'

interface Settings {
  DnsConfig?: DnsConfig | undefined
  HealthCheckConfig?: object | undefined
  HealthCheckCustomConfig?: object | undefined
  Type?: 'HTTP' | undefined
}

/** Rejects what a namespace does not allow: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
export function checkServiceSettings(
  { Type }: NamespaceRecord,
  { DnsConfig, HealthCheckConfig, HealthCheckCustomConfig, Type: asked }: Settings,
): void {
  if (HealthCheckConfig && HealthCheckCustomConfig)
    throw invalidInput(
      'You can specify either HealthCheckConfig or HealthCheckCustomConfig, but not both.',
    )
  // https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckConfig.html: public DNS and HTTP namespaces only.
  if (HealthCheckConfig && Type === 'DNS_PRIVATE')
    throw invalidInput('HealthCheckConfig is not supported for private DNS namespaces.')
  if (HealthCheckConfig) throw notImplemented('Route 53 health checks of Cloud Map services')
  if (!DnsConfig) return
  if (Type === 'HTTP')
    throw invalidInput('DnsConfig is not supported for services in an HTTP namespace.')
  if (asked === 'HTTP')
    throw invalidInput('DnsConfig cannot be specified for a service of the type HTTP.')
  checkRecords(DnsConfig)
}

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html */
export function checkRecords({ DnsRecords, RoutingPolicy = 'MULTIVALUE' }: DnsConfig): void {
  const types = DnsRecords.map(({ Type }) => Type)
  if (types.length === 0) throw invalidInput('DnsConfig must have at least one DNS record.')
  if (new Set(types).size < types.length)
    throw invalidInput('DnsConfig must not have two DNS records of one type.')
  if (!types.includes('CNAME')) return
  if (types.length > 1)
    throw invalidInput('A CNAME record cannot be combined with records of other types.')
  if (RoutingPolicy !== 'WEIGHTED')
    throw invalidInput('A CNAME record requires the routing policy WEIGHTED.')
}

/** A private DNS namespace is a DNS name: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html */
export function checkDnsName(name: string): void {
  const labels = name.replace(/\.$/, '').split('.')
  if (labels.some((label) => !/^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i.test(label)))
    throw invalidInput(`The namespace name ${name} is not a valid DNS name.`)
}

/** Rejects attributes that an instance cannot have: https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html */
export function checkInstance(
  { DnsConfig, HealthCheckCustomConfig }: DiscoveryServiceRecord,
  attributes: Record<string, string>,
): void {
  for (const name of ['AWS_ALIAS_DNS_NAME', 'AWS_EC2_INSTANCE_ID'])
    if (attributes[name] !== undefined) throw notImplemented(`the attribute ${name} of instances`)
  if (Object.keys(attributes).length > 30)
    throw invalidInput('An instance can have at most 30 attributes.')
  checkAddresses(attributes)
  const { AWS_INIT_HEALTH_STATUS: health } = attributes
  if (health !== undefined && !['HEALTHY', 'UNHEALTHY'].includes(health))
    throw invalidInput('AWS_INIT_HEALTH_STATUS must be HEALTHY or UNHEALTHY.')
  if (health !== undefined && !HealthCheckCustomConfig)
    throw invalidInput('AWS_INIT_HEALTH_STATUS requires a service with HealthCheckCustomConfig.')
  for (const { Type } of DnsConfig?.DnsRecords ?? []) checkRecord(Type, attributes)
}

function checkAddresses(attributes: Record<string, string>): void {
  const { AWS_INSTANCE_IPV4, AWS_INSTANCE_IPV6, AWS_INSTANCE_PORT } = attributes
  if (AWS_INSTANCE_IPV4 !== undefined && !isIPv4(AWS_INSTANCE_IPV4))
    throw invalidInput('AWS_INSTANCE_IPV4 must be an IPv4 address.')
  if (AWS_INSTANCE_IPV6 !== undefined && !isIPv6(AWS_INSTANCE_IPV6))
    throw invalidInput('AWS_INSTANCE_IPV6 must be an IPv6 address.')
  if (AWS_INSTANCE_PORT !== undefined && !isPort(AWS_INSTANCE_PORT))
    throw invalidInput('AWS_INSTANCE_PORT must be a port.')
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

const needed = {
  A: 'AWS_INSTANCE_IPV4',
  AAAA: 'AWS_INSTANCE_IPV6',
  CNAME: 'AWS_INSTANCE_CNAME',
  SRV: 'AWS_INSTANCE_PORT',
} as const

function checkRecord(type: keyof typeof needed, attributes: Record<string, string>): void {
  if (attributes[needed[type]] === undefined)
    throw invalidInput(`The ${type} record of the service requires the attribute ${needed[type]}.`)
  if (type === 'SRV' && !attributes.AWS_INSTANCE_IPV4 && !attributes.AWS_INSTANCE_IPV6)
    throw invalidInput(
      'The SRV record of the service requires the attribute AWS_INSTANCE_IPV4 or AWS_INSTANCE_IPV6.',
    )
}
