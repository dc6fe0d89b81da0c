import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeRouteTablesCommand,
  type VpcEndpointType,
} from '@aws-sdk/client-ec2'
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import { StopTaskCommand, type Task } from '@aws-sdk/client-ecs'
import { pushTestImage, removePulled } from '../../../../support/ecr-image.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openVpc } from '../../../../support/own-vpc.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('a task in a private subnet pulls through endpoints', () => {
  let target: Target
  let app: Ecs
  let uri: string
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    const ecr = new ECRClient(target.config)
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: unique('private') }),
    )
    uri = repository!.repositoryUri!
    await pushTestImage(ecr, `${uri}:v1`, 'private')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
    await removePulled(uri)
  })

  /** A VPC with these interface endpoints, and a task that runs in its private subnets. */
  async function open({ interfaces, image }: { interfaces: string[]; image: string }) {
    const vpc = await openVpc(target)
    const taskDefinition = await app.register({ image, logConfiguration: undefined })
    const connect = async (service: string, VpcEndpointType: VpcEndpointType, more: object) => {
      const { VpcEndpoint } = await vpc.ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: vpc.vpcId,
          ServiceName: `com.amazonaws.us-east-1.${service}`,
          VpcEndpointType,
          ...more,
        }),
      )
      const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
      vpc.defer(
        async () => void (await vpc.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }))),
      )
    }
    for (const service of interfaces)
      await connect(service, 'Interface', { SubnetIds: vpc.privateSubnets })
    const run = () =>
      app.runTask({
        taskDefinition,
        networkConfiguration: { awsvpcConfiguration: { subnets: vpc.privateSubnets } },
      })
    return { vpc, connect, run, [Symbol.asyncDispose]: vpc[Symbol.asyncDispose] }
  }

  const reason = async (run: () => Promise<Task>) => {
    const { taskArn } = await run()
    const { stopCode, stoppedReason, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'TaskFailedToStart')
    assert.equal(containers![0]!.reason, stoppedReason)
    return stoppedReason!
      .replace(/dial tcp [\d.]+:443/, 'dial tcp IP:443')
      .replace(/amazonaws\.com\/[0-9a-f]{64}"/, 'amazonaws.com/…"')
  }

  test('that of ECR’s API alone does not lead to the manifest', async () => {
    await using network = await open({ interfaces: ['ecr.api'], image: `${uri}:v1` })
    const repository = uri.split('/')[1]
    assert.equal(
      await reason(network.run),
      `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${uri}:v1: failed to do request: Head "https://000000000000.dkr.ecr.us-east-1.amazonaws.com/v2/${repository}/manifests/v1": dial tcp IP:443: i/o timeout`,
    )
  })

  test('without one of S3 there is no way to the layers', async () => {
    await using network = await open({ interfaces: ['ecr.api', 'ecr.dkr'], image: `${uri}:v1` })
    assert.equal(
      await reason(network.run),
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/…": dial tcp IP:443: i/o timeout',
    )
  })

  test('with all three it runs', async () => {
    await using network = await open({
      interfaces: ['ecr.api', 'ecr.dkr'],
      image: `${uri}:v1`,
    })
    const { vpc, connect, run } = network
    const { RouteTables } = await vpc.ec2.send(
      new DescribeRouteTablesCommand({
        Filters: [{ Name: 'association.subnet-id', Values: vpc.privateSubnets }],
      }),
    )
    await connect('s3', 'Gateway', {
      RouteTableIds: RouteTables!.map(({ RouteTableId }) => RouteTableId!),
    })
    const { taskArn } = await run()
    await app.taskIn(taskArn!, 'RUNNING')
    await app.ecs.send(new StopTaskCommand({ cluster: app.cluster, task: taskArn }))
    await app.taskIn(taskArn!, 'STOPPED')
  })

  test('none of them leads to ECR Public', async () => {
    const image = `127.0.0.1:${new URL(target.url).port}/alias/shop:v1`
    await using network = await open({ interfaces: ['ecr.api', 'ecr.dkr'], image })
    assert.equal(
      await reason(network.run),
      `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${image}: failed to do request: Head "https://public.ecr.aws/v2/alias/shop/manifests/v1": dial tcp IP:443: i/o timeout`,
    )
  })
})
