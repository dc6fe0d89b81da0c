import { randomBytes } from 'node:crypto'
import {
  AuthorizeSecurityGroupIngress,
  CreateSecurityGroup,
  findSubnet,
  RevokeSecurityGroupEgress,
} from '../../ec2/public.ts'
import { CreateListener, CreateLoadBalancer } from '../../elbv2/public.ts'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ExpressGateway, ExpressRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import type { ExpressNetwork } from './network.ts'
import { perform } from './perform.ts'
import type { ElbTag } from './tags.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html */
const maxServices = 25

const accessTypeOf = ({ isPublic }: ExpressNetwork) => (isPublic ? 'PUBLIC' : 'PRIVATE')

/** The services behind a load balancer of Express Mode. */
export const servicesBehind = (scope: Scope, { loadBalancerArn }: ExpressGateway) =>
  expressRecords(scope).filter(
    ({ resources }) => resources.gateway.loadBalancerArn === loadBalancerArn,
  )

const expressRecords = (scope: Scope): ExpressRecord[] =>
  [...ecsOf(scope).services.values()].flatMap(({ express }) =>
    express && !express.isRemoved ? [express] : [],
  )

/** Finds a load balancer of the VPC that has room for one service more. */
export function findExpressGateway(
  scope: Scope,
  network: ExpressNetwork,
): ExpressGateway | undefined {
  const found = expressRecords(scope).find(
    ({ accessType, resources: { vpcId, gateway } }) =>
      vpcId === network.vpcId &&
      accessType === accessTypeOf(network) &&
      servicesBehind(scope, gateway).length < maxServices,
  )?.resources.gateway
  if (found) checkZones(scope, network, found)
  return found
}

/** The first service defines the zones of the load balancer. */
function checkZones(scope: Scope, { subnets }: ExpressNetwork, gateway: ExpressGateway): void {
  const zoneOf = (id: string) => findSubnet(scope, id)?.AvailabilityZone
  const zones = new Set(gateway.subnets.map(zoneOf))
  if (!subnets.every((id) => zones.has(zoneOf(id))))
    throw notImplemented(
      'Express Mode services with subnets in zones that the load balancer of their VPC is not in, which AWS does not support',
    )
}

interface NewGateway {
  network: ExpressNetwork
  certificateArn: string
  tags: ElbTag[]
}

/** Makes a load balancer whose listener answers 404 to requests for a host that no service has. */
export function createExpressGateway(
  scope: Scope,
  { network, certificateArn, tags }: NewGateway,
): ExpressGateway {
  const securityGroup = createLoadBalancerGroup(scope, network.vpcId, tags)
  const { LoadBalancers } = perform(scope, CreateLoadBalancer, {
    Name: `ecs-express-gateway-alb-${randomBytes(4).toString('hex')}`,
    Scheme: network.isPublic ? 'internet-facing' : 'internal',
    Subnets: network.subnets,
    SecurityGroups: [securityGroup],
    Tags: tags,
  })
  const loadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  const { Listeners } = perform(scope, CreateListener, {
    LoadBalancerArn: loadBalancerArn,
    Protocol: 'HTTPS',
    Port: 443,
    Certificates: [{ CertificateArn: certificateArn }],
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    Tags: tags,
  })
  return {
    loadBalancerArn,
    listenerArn: Listeners![0]!.ListenerArn!,
    defaultCertificate: certificateArn,
    securityGroup,
    subnets: network.subnets,
  }
}

function createLoadBalancerGroup(scope: Scope, VpcId: string, tags: ElbTag[]): string {
  const { GroupId = '' } = perform(scope, CreateSecurityGroup, {
    GroupName: `ecs-express-gateway-alb-sg-${scope.clock.now().getTime()}`,
    Description: 'Load balancer of ECS Express Mode services',
    VpcId,
    TagSpecifications: [{ ResourceType: 'security-group', Tags: tags }],
  })
  perform(scope, RevokeSecurityGroupEgress, {
    GroupId,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  })
  perform(scope, AuthorizeSecurityGroupIngress, {
    GroupId,
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ],
  })
  return GroupId
}
