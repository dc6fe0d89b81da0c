import { randomBytes } from 'node:crypto'
import type { Scope } from '../../../kernel/scope.ts'
import { createCertificate } from '../../acm/public.ts'
import {
  AuthorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress,
  CreateSecurityGroup,
  networkOf,
  securityGroupRulesOf,
} from '../../ec2/public.ts'
import {
  AddListenerCertificates,
  CreateRule,
  CreateTargetGroup,
  DescribeRules,
} from '../../elbv2/public.ts'
import type { ExpressGateway, ExpressResources } from '../records.ts'
import { putRollbackAlarm } from './alarm.ts'
import { createExpressGateway, findExpressGateway } from './gateway.ts'
import type { ExpressNetwork } from './network.ts'
import { perform } from './perform.ts'
import type { ElbTag } from './tags.ts'

interface NewInfrastructure {
  cluster: string
  service: string
  endpoint: string
  network: ExpressNetwork
  port: number
  healthCheckPath: string
  tags: ElbTag[]
}

/** Makes what stands between a client and the tasks of a service. */
export function createInfrastructure(scope: Scope, wanted: NewInfrastructure): ExpressResources {
  const { network, tags } = wanted
  const certificateArn = createCertificate(scope, {
    names: [wanted.endpoint],
    issuedAt: scope.clock.now(),
    tags: new Map(tags.map(({ Key, Value }) => [Key, Value])),
  })
  const found = findExpressGateway(scope, network)
  const gateway = found ?? createExpressGateway(scope, { network, certificateArn, tags })
  if (found)
    perform(scope, AddListenerCertificates, {
      ListenerArn: found.listenerArn,
      Certificates: [{ CertificateArn: certificateArn }],
    })
  const targetGroups: [string, string] = [
    createTargetGroup(scope, wanted),
    createTargetGroup(scope, wanted),
  ]
  const resources = {
    vpcId: network.vpcId,
    gateway,
    certificateArn,
    targetGroups,
    ruleArn: createRule(scope, { ...wanted, gateway, targetGroups }),
    securityGroup: createServiceGroup(scope, wanted),
    alarm: putRollbackAlarm(scope, { ...wanted, gateway, targetGroups }),
  }
  openPort(scope, resources, wanted.port)
  return resources
}

function createTargetGroup(
  scope: Scope,
  { network, port, healthCheckPath, tags }: NewInfrastructure,
): string {
  const { TargetGroups } = perform(scope, CreateTargetGroup, {
    Name: `ecs-gateway-tg-${randomBytes(9).toString('hex').slice(1)}`,
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: port,
    VpcId: network.vpcId,
    HealthCheckPath: healthCheckPath,
    Tags: tags,
  })
  return TargetGroups![0]!.TargetGroupArn!
}

/** The rule that sends the requests for the service's host to its target groups. */
function createRule(
  scope: Scope,
  {
    gateway: { listenerArn },
    endpoint,
    targetGroups: [first, second],
    tags,
  }: NewInfrastructure & { gateway: ExpressGateway; targetGroups: [string, string] },
): string {
  const forwards = [
    { TargetGroupArn: first, Weight: 100 },
    { TargetGroupArn: second, Weight: 0 },
  ]
  const { Rules } = perform(scope, CreateRule, {
    ListenerArn: listenerArn,
    Priority: freePriority(scope, listenerArn),
    Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [endpoint] } }],
    Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: forwards } }],
    Tags: tags,
  })
  return Rules![0]!.RuleArn!
}

/** Others may have added rules to the listener. */
function freePriority(scope: Scope, ListenerArn: string): number {
  const { Rules = [] } = perform(scope, DescribeRules, { ListenerArn })
  const used = new Set(Rules.map(({ Priority }) => Number(Priority)))
  let priority = 1
  while (used.has(priority)) priority++
  return priority
}

function createServiceGroup(
  scope: Scope,
  { cluster, service, network: { vpcId }, tags }: NewInfrastructure,
): string {
  const { GroupId = '' } = perform(scope, CreateSecurityGroup, {
    GroupName: `${cluster}-${service}-${vpcId}`,
    Description: 'ECS Express Mode service',
    VpcId: vpcId,
    TagSpecifications: [{ ResourceType: 'security-group', Tags: tags }],
  })
  return GroupId
}

type Groups = Pick<ExpressResources, 'gateway' | 'securityGroup'>

/** Lets the load balancer out to a port of the tasks, and the tasks let it in. */
export function openPort(scope: Scope, groups: Groups, port: number): void {
  if (outboundRules(scope, groups).some(({ FromPort }) => FromPort === port)) return
  const { gateway, securityGroup } = groups
  const towards = (GroupId: string) => [
    { IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId }] },
  ]
  perform(scope, AuthorizeSecurityGroupEgress, {
    GroupId: gateway.securityGroup,
    IpPermissions: towards(securityGroup),
  })
  perform(scope, AuthorizeSecurityGroupIngress, {
    GroupId: securityGroup,
    IpPermissions: towards(gateway.securityGroup),
  })
}

/** The rules that let the load balancer out to a service. */
export const outboundRules = (scope: Scope, { gateway, securityGroup }: Groups) =>
  securityGroupRulesOf(networkOf(scope), gateway.securityGroup, true).filter(
    ({ ReferencedGroupInfo }) => ReferencedGroupInfo?.GroupId === securityGroup,
  )
