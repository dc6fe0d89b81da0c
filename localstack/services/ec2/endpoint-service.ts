import { createHash } from 'node:crypto'
import { awsError, notImplemented } from '../../kernel/errors.ts'
import { interfaceNames } from './endpoint-service-names.ts'

/** A service that a VPC can have an endpoint for. */
export interface EndpointService {
  ServiceName: string
  types: ('Gateway' | 'Interface')[]
  /** The name that leads to an interface endpoint inside its VPC. */
  privateDnsName: string
  /** The prefix list of a gateway endpoint's addresses, for route tables and security groups. */
  prefixListId?: string
}

/** The names that are not the service's last part, or its parts reversed. */
const dnsPrefixes: Record<string, string> = {
  'codeartifact.repositories': '*.d.codeartifact',
  'ecr.dkr': '*.dkr.ecr',
  'ecs-agent': 'ecs-a',
  'ecs-telemetry': 'ecs-t',
  'execute-api': '*.execute-api',
  'kinesis-firehose': 'firehose',
  'kinesis-streams': 'kinesis',
}

const dnsPrefixOf = (name: string) => dnsPrefixes[name] ?? name.split('.').toReversed().join('.')

/** The endpoint services of a region. */
export function endpointServicesOf(region: string): EndpointService[] {
  const service = (name: string, types: EndpointService['types']): EndpointService => ({
    ServiceName: `com.amazonaws.${region}.${name}`,
    types,
    privateDnsName: `${dnsPrefixOf(name)}.${region}.amazonaws.com`,
    ...(types.includes('Gateway') && { prefixListId: prefixListFor(region, name) }),
  })
  return [
    ...interfaceNames.map((name) => service(name, ['Interface'])),
    service('dynamodb', ['Gateway', 'Interface']),
    service('s3', ['Gateway', 'Interface']),
    service('s3express', ['Gateway']),
  ]
}

/** `pl-` and eight hexadecimal digits, the same ones always for a service in a region. */
const prefixListFor = (region: string, name: string) =>
  `pl-${createHash('sha256').update(`${region} ${name}`).digest('hex').slice(0, 8)}`

/** The endpoint service of a name such as `ecr.api`; undefined if there is none. */
export const endpointServiceFor = (region: string, name: string): EndpointService | undefined =>
  endpointServicesOf(region).find(
    ({ ServiceName }) => ServiceName === `com.amazonaws.${region}.${name}`,
  )

/**
 * The endpoint service of a full name. AWS adds services, so that one of this region that is not listed may exist;
 * half of a listed name, as `ecr` is of `ecr.api`, does not.
 */
export function requireEndpointService(region: string, serviceName: string): EndpointService {
  const services = endpointServicesOf(region)
  const found = services.find(({ ServiceName }) => ServiceName === serviceName)
  if (found) return found
  const isHalf = services.some(({ ServiceName }) => ServiceName.startsWith(`${serviceName}.`))
  if (serviceName.startsWith(`com.amazonaws.${region}.`) && !isHalf)
    throw notImplemented(`the endpoint service ${serviceName}`)
  throw awsError('InvalidServiceName', `The Vpc Endpoint Service '${serviceName}' does not exist`)
}
