import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  type VpcEndpointType,
} from '@aws-sdk/client-ec2'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { StopTaskCommand } from '@aws-sdk/client-ecs'
import { pushTestImage, removePulled } from '../../../support/ecr-image.ts'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('a task in a private subnet pulls through endpoints', () => {
  let target: Target
  let app: Ecs
  let ec2: EC2Client
  let uri: string
  let vpcId: string
  let subnetId: string
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    ec2 = new EC2Client(target.config)
    const ecr = new ECRClient(target.config)
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: unique('private') }),
    )
    uri = repository!.repositoryUri!
    await pushTestImage(ecr, `${uri}:v1`, 'private')
    await app.register({ image: `${uri}:v1`, logConfiguration: undefined })
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
    vpcId = Vpc!.VpcId!
    await ec2.send(
      new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }),
    )
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.9.0.0/24' }),
    )
    subnetId = Subnet!.SubnetId!
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
    await removePulled(uri)
  })

  const run = () =>
    app.runTask({ networkConfiguration: { awsvpcConfiguration: { subnets: [subnetId] } } })
  const reason = async () => {
    const { taskArn } = await run()
    const { stopCode, stoppedReason, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(containers![0]!.reason, stoppedReason)
    return stoppedReason!
      .replace(/dial tcp [\d.]+:443/, 'dial tcp IP:443')
      .replace(/amazonaws\.com\/[0-9a-f]{64}"/, 'amazonaws.com/…"')
  }
  const connect = (service: string, VpcEndpointType: VpcEndpointType, more: object) =>
    ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        ServiceName: `com.amazonaws.us-east-1.${service}`,
        VpcEndpointType,
        ...more,
      }),
    )
  const connectPrivately = (service: string) =>
    connect(service, 'Interface', { SubnetIds: [subnetId], PrivateDnsEnabled: true })

  test('T1 that of ECR’s API alone does not lead to the manifest', async () => {
    await connectPrivately('ecr.api')
    const repository = uri.split('/')[1]
    assert.equal(
      await reason(),
      `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${uri}:v1: failed to do request: Head "https://000000000000.dkr.ecr.us-east-1.amazonaws.com/v2/${repository}/manifests/v1": dial tcp IP:443: i/o timeout`,
    )
  })

  test('T1 without one of S3 there is no way to the layers', async () => {
    await connectPrivately('ecr.dkr')
    assert.equal(
      await reason(),
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/…": dial tcp IP:443: i/o timeout',
    )
  })

  test('with all three it runs', async () => {
    const { RouteTables } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
    )
    await connect('s3', 'Gateway', { RouteTableIds: [RouteTables![0]!.RouteTableId!] })
    const { taskArn } = await run()
    await app.taskIn(taskArn!, 'RUNNING')
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    await app.taskIn(taskArn!, 'STOPPED')
  })
})
