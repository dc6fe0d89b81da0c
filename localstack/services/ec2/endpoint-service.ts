import { createHash } from 'node:crypto'

/** A service that a VPC can have an endpoint for. */
export interface EndpointService {
  ServiceName: string
  types: ('Gateway' | 'Interface')[]
  /** The name that leads to an interface endpoint inside its VPC. */
  privateDnsName: string
  /** The prefix list of a gateway endpoint's addresses, for route tables and security groups. */
  prefixListId?: string
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html: those that a task on Fargate uses, and related ones. */
const interfaceNames = [
  'autoscaling',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'ecs',
  'ecs-agent',
  'ecs-telemetry',
  'elasticloadbalancing',
  'kms',
  'logs',
  'monitoring',
  'secretsmanager',
  'sqs',
  'ssm',
  'ssmmessages',
  'sts',
]

const dnsPrefixes: Record<string, string> = {
  'ecr.api': 'api.ecr',
  'ecr.dkr': '*.dkr.ecr',
  'ecs-agent': 'ecs-a',
  'ecs-telemetry': 'ecs-t',
}

/** The endpoint services of a region. */
export function endpointServicesOf(region: string): EndpointService[] {
  const service = (name: string, types: EndpointService['types']): EndpointService => ({
    ServiceName: `com.amazonaws.${region}.${name}`,
    types,
    privateDnsName: `${dnsPrefixes[name] ?? name}.${region}.amazonaws.com`,
    ...(types.includes('Gateway') && { prefixListId: prefixListFor(region, name) }),
  })
  return [
    ...interfaceNames.map((name) => service(name, ['Interface'])),
    service('dynamodb', ['Gateway', 'Interface']),
    service('s3', ['Gateway', 'Interface']),
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
