import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DeleteLoadBalancerCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
  type TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { privateAddress } from './private-address.ts'
import { type Target, unique } from './target.ts'
import { until } from './until.ts'

/** A target, whoever ends it. */
type Reachable = Pick<Target, 'url' | 'config' | 'defer'>

/** The default VPC of a target, as every balancer needs it. */
export async function defaultNetwork({ config }: Reachable) {
  const ec2 = new EC2Client(config)
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] }),
  )
  return { vpcId: Subnets[0]!.VpcId!, subnetIds: Subnets.map(({ SubnetId }) => SubnetId!) }
}

/** Security groups for a balancer: one that admits everybody, and the default one, whose members tasks are. */
export async function openGroups({ config }: Reachable, VpcId: string): Promise<string[]> {
  const ec2 = new EC2Client(config)
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: unique('open'), Description: 'open', VpcId }),
  )
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 1,
      ToPort: 65_535,
      CidrIp: '0.0.0.0/0',
    }),
  )
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [VpcId] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }),
  )
  return [GroupId, SecurityGroups[0]!.GroupId!]
}

/** A load balancer with a listener on port 80 that forwards to one target group. */
export async function openBalancer(
  target: Reachable,
  settings: Partial<CreateTargetGroupCommandInput> = {},
) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const name = unique('web')
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Subnets: subnetIds,
      SecurityGroups: await openGroups(target, vpcId),
    }),
  )
  const loadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  target.defer?.(() =>
    elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: loadBalancerArn })),
  )
  const createGroup = async (more: Partial<CreateTargetGroupCommandInput> = {}) => {
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({
        Name: unique('tg'),
        TargetType: 'ip',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: vpcId,
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        ...settings,
        ...more,
      }),
    )
    return TargetGroups![0]!.TargetGroupArn!
  }
  const targetGroupArn = await createGroup()
  const listen = async (port: number, action: Action) => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'HTTP',
        Port: port,
        DefaultActions: [action],
      }),
    )
    return Listeners![0]!.ListenerArn!
  }
  const listenerArn = await listen(80, { Type: 'forward', TargetGroupArn: targetGroupArn })
  return {
    elb,
    name,
    loadBalancerArn,
    targetGroupArn,
    listenerArn,
    createGroup,
    listen,
    /** The balancer by path on the emulator's port. */
    url: `${target.url}/_aws/elb/${name}`,
    /** Where a listener is published. */
    published: (arn = listenerArn) => publishedUrl(target, arn),
    health: (group = targetGroupArn) => healthIn(elb, group),
    register: (server: Listening, group = targetGroupArn) => register(elb, group, server),
  }
}

/** Where a listener is published, once it is. */
export async function publishedUrl({ url }: Reachable, arn: string): Promise<string> {
  return until('a published listener', async () => {
    const { LoadBalancers } = (await (await fetch(`${url}/_aws/elb`)).json()) as {
      LoadBalancers: { Listeners: { ListenerArn: string; Url?: string | undefined }[] }[]
    }
    return LoadBalancers.flatMap(({ Listeners }) => Listeners).find(
      ({ ListenerArn }) => ListenerArn === arn,
    )?.Url
  })
}

async function healthIn(
  elb: ElasticLoadBalancingV2Client,
  group: string,
): Promise<(TargetHealth & { port: number })[]> {
  const { TargetHealthDescriptions = [] } = await elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: group }),
  )
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    ...TargetHealth,
    port: Target!.Port!,
  }))
}

/** A server of whichever protocol. */
type Listening = Pick<Server, 'address'>

/** What a target is to RegisterTargets. */
export const descriptionOf = (server: Listening) => ({
  Id: privateAddress(),
  Port: (server.address() as AddressInfo).port,
  AvailabilityZone: 'all',
})

async function register(elb: ElasticLoadBalancingV2Client, group: string, server: Listening) {
  const description = descriptionOf(server)
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: group, Targets: [description] }))
  await until('a healthy target', async () =>
    (await healthIn(elb, group)).some(
      ({ State, port }) => State === 'healthy' && port === description.Port,
    ),
  )
  return description
}

/** A real HTTP server that can be a target of type ip. */
export async function openServer(
  listener: (...of: Parameters<RequestListener>) => unknown,
  options = {},
): Promise<Server & AsyncDisposable> {
  const server = createServer(options, listener)
  await new Promise<void>((resolve) => server.listen(0, privateAddress(), resolve))
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  })
}
