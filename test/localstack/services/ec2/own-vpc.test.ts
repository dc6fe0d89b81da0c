import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeleteSecurityGroupCommand, DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { DeleteServiceCommand } from '@aws-sdk/client-ecs'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { pushTestImage, removePulled } from '../../../support/ecr-image.ts'
import { openEcs } from '../../../support/ecs.ts'
import { openVpc } from '../../../support/own-vpc.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

type Network = Awaited<ReturnType<typeof openVpc>>

const noRoute =
  /^ResourceInitializationError: unable to pull secrets or registry auth: .* dial tcp [\d.]+:443: i\/o timeout\. Please check your task network configuration\.$/

/** A load balancer in the public subnets, and the group of targets behind it. */
async function openBalancer(target: Target, network: Network, securityGroup: string) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const name = unique('web')
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Subnets: network.publicSubnets,
      SecurityGroups: [securityGroup],
    }),
  )
  const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      TargetType: 'ip',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: network.vpcId,
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
    }),
  )
  const { TargetGroupArn: targetGroupArn } = TargetGroups![0]!
  network.defer(async () => {
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
    await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }))
  })
  await elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }],
    }),
  )
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  )
  return { targetGroupArn, url: `${target.url}/_aws/elb/${name}/` }
}

const waysOut: [string, (network: Network) => Promise<void>][] = [
  ['a NAT gateway', ({ addNatGateway }) => addNatGateway()],
  ['endpoints', ({ addEndpoints }) => addEndpoints()],
]

for (const [wayOut, open] of waysOut)
  test(`private subnets of one’s own VPC need ${wayOut}, and then have a service that answers`, async () => {
    await using target = await openTarget()
    await using app = await openEcs(target)
    await using network = await openVpc(target)
    const callers = await network.createGroup(80, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
    const tasks = await network.createGroup(8080, { UserIdGroupPairs: [{ GroupId: callers }] })
    const balancer = await openBalancer(target, network, callers)
    const ecr = new ECRClient(target.config)
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: unique('shop') }),
    )
    const image = `${repository!.repositoryUri}:v1`
    await pushTestImage(ecr, image, unique('own-vpc'))
    await app.register({ image })
    const networkConfiguration = {
      awsvpcConfiguration: { subnets: network.privateSubnets, securityGroups: [tasks] },
    }

    const { taskArn } = await app.runTask({ networkConfiguration })
    const { stoppedReason } = await app.taskIn(taskArn!, 'STOPPED')
    assert.match(stoppedReason!, noRoute)

    await open(network)
    const { targetGroupArn } = balancer
    const service = await app.createService({
      networkConfiguration,
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
    })
    await app.rolledOut(service)
    assert.equal(await (await fetch(balancer.url)).text(), 'version 1')

    await assert.rejects(network.ec2.send(new DeleteSecurityGroupCommand({ GroupId: tasks })), {
      name: 'DependencyViolation',
      message: `resource ${tasks} has a dependent object`,
    })
    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
    await until('the end of the tasks’ network interfaces', async () => {
      const { NetworkInterfaces } = await network.ec2.send(
        new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'group-id', Values: [tasks] }] }),
      )
      return NetworkInterfaces!.length === 0
    })
    await removePulled(repository!.repositoryUri!)
  })
