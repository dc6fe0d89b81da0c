import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  type AwsVpcConfiguration,
  type CreateServiceCommandInput,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('CreateService rejects a service', () => {
  let target: Target
  let app: Ecs
  let balancer: Awaited<ReturnType<typeof openBalancer>>
  let service: string
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    balancer = await openBalancer(target)
    await app.register()
    service = await app.createService({ desiredCount: 0 })
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const refuses = (settings: Partial<CreateServiceCommandInput>, message: string, name?: string) =>
    assert.rejects(app.createService({ desiredCount: 0, ...settings }), {
      name: name ?? 'InvalidParameterException',
      message,
    })
  const behind = (settings = {}) => ({
    loadBalancers: [
      {
        targetGroupArn: balancer.targetGroupArn,
        containerName: 'app',
        containerPort: 8080,
        ...settings,
      },
    ],
  })
  const group = async (settings = {}) => {
    const { TargetGroups } = await balancer.elb.send(
      new CreateTargetGroupCommand({
        Name: unique('tg'),
        Protocol: 'HTTP',
        Port: 80,
        VpcId: app.vpcId,
        ...settings,
      }),
    )
    return TargetGroups![0]!.TargetGroupArn!
  }

  test('with a target group of instances', async () => {
    const targetGroupArn = await group()
    await refuses(
      behind({ targetGroupArn }),
      `The provided target group ${targetGroupArn} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.`,
    )
  })
  test('with a target group that no listener uses', async () => {
    const targetGroupArn = await group({ TargetType: 'ip' })
    await refuses(
      behind({ targetGroupArn }),
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    )
  })
  test('with a container that is not there', () =>
    refuses(
      behind({ containerName: 'other' }),
      'The container other does not exist in the task definition.',
    ))
  test('with a port that is not there', () =>
    refuses(
      behind({ containerPort: 80 }),
      'The container app did not have a container port 80 defined.',
    ))
  test('without a network configuration', () =>
    refuses(
      { networkConfiguration: undefined },
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ))
  test('in a cluster that is not there', () =>
    refuses({ cluster: 'nowhere' }, 'Cluster not found.', 'ClusterNotFoundException'))
  test('with percents that leave no room', async () => {
    const percents = (minimumHealthyPercent: number, maximumPercent: number) => ({
      deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
    })
    await refuses(
      percents(100, 100),
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    )
    await refuses(percents(101, 200), 'minimumHealthyPercent must be at most 100')
    await refuses(percents(50, 99), 'maximumPercent must be at least 100')
  })
  test('with a role', () =>
    refuses(
      { ...behind(), role: 'ecsServiceRole' },
      'You cannot specify an IAM role for services that require a service linked role.',
    ))
  test('with a target group’s name instead of its ARN', () =>
    refuses(
      behind({ targetGroupArn: 'my-group' }),
      'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
    ))
  test('with a subnet that is not there', () =>
    refuses(
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0'] } } },
      "Error retrieving subnet information for [subnet-0]: The subnet ID 'subnet-0' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ))
  test('with subnets or a security group of another VPC', async () => {
    const ec2 = new EC2Client(target.config)
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.8.0.0/16' }))
    const VpcId = Vpc!.VpcId!
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.8.0.0/24' }))
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'other', Description: 'other', VpcId }),
    )
    const { subnets } = app.networkConfiguration.awsvpcConfiguration
    const within = (awsvpcConfiguration: AwsVpcConfiguration) => ({
      networkConfiguration: { awsvpcConfiguration },
    })
    await refuses(
      within({ subnets: [...subnets, Subnet!.SubnetId!] }),
      'Subnets must all belong to the same VPC.',
    )
    await refuses(
      within({ subnets, securityGroups: [GroupId!] }),
      `Security group ${GroupId} does not appear to belong to the same VPC as the input subnets.`,
    )
  })
  test('with placement on Fargate', async () => {
    await refuses(
      { placementConstraints: [{ type: 'distinctInstance' }] },
      'Placement constraints are not supported with FARGATE launch type.',
    )
    await refuses(
      { placementStrategy: [{ type: 'random' }] },
      'Placement strategies are not supported with FARGATE launch type.',
    )
  })
  test('with a task definition that is not there', () =>
    refuses({ taskDefinition: 'never-there' }, 'TaskDefinition not found.', 'ClientException'))
  test('a second time under the same name', () =>
    refuses({ serviceName: service }, 'Creation of service was not idempotent.'))
  test('with ECS Exec and without a task role, which a task needs as well', async () => {
    const message = (participle: string) =>
      `The service couldn't be ${participle} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`
    await refuses({ enableExecuteCommand: true }, message('created'))
    const { cluster } = app
    await assert.rejects(
      app.ecs.send(new UpdateServiceCommand({ cluster, service, enableExecuteCommand: true })),
      { name: 'InvalidParameterException', message: message('updated') },
    )
    await assert.rejects(app.runTask({ enableExecuteCommand: true }), {
      name: 'InvalidParameterException',
      message:
        'The execute command failed because a valid task role is not being used. Specify a valid task role in your task definition or as a task override and try again.',
    })
  })
  test('with Service Connect for a port that has no such name, or without a namespace', async () => {
    const services = [{ portName: 'web' }]
    await refuses(
      { serviceConnectConfiguration: { enabled: true, namespace: 'n', services } },
      'portName(web) does not refer to any named PortMapping in the container definitions.',
    )
    await refuses({ serviceConnectConfiguration: { enabled: true } }, 'Namespace is missing.')
  })
  test('with several registries', async () => {
    const registryArn = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-1'
    await refuses(
      { serviceRegistries: [{ registryArn }, { registryArn }] },
      'service registries can have at most 1 items.',
    )
  })
  test('with an external controller, before it looks at the task definition', () =>
    assert.rejects(
      app.createService({
        deploymentController: { type: 'EXTERNAL' },
        taskDefinition: undefined,
      }),
      /does not implement the deployment controller EXTERNAL/,
    ))
  test('with a launch type that is none', () =>
    refuses(
      { launchType: 'MOON' as 'FARGATE' },
      "1 validation error detected: Value 'MOON' at 'launchType' failed to satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
    ))
  test('with a lifecycle hook whose target type is none', () =>
    refuses(
      {
        deploymentConfiguration: {
          lifecycleHooks: [{ targetType: 'MOON' as 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }],
        },
      },
      'Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE',
    ))
  test('with a strategy that the emulator does not implement', () =>
    assert.rejects(
      app.createService({ deploymentConfiguration: { strategy: 'CANARY' } }),
      /does not implement the deployment strategy CANARY without a load balancer/,
    ))
  test('an update of a service that is not there', () =>
    assert.rejects(
      app.ecs.send(new UpdateServiceCommand({ cluster: app.cluster, service: 'nothing' })),
      { name: 'ServiceNotFoundException', message: 'Service not found.' },
    ))
})
