import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeManagedPrefixListsCommand,
  DescribePrefixListsCommand,
  DescribeVpcEndpointServicesCommand,
  type DescribeVpcEndpointServicesCommandInput,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { openTarget, type Target } from '../../../support/target.ts'

const describing =
  ({ config }: Target) =>
  async (input: DescribeVpcEndpointServicesCommandInput) =>
    (await new EC2Client(config).send(new DescribeVpcEndpointServicesCommand(input)))
      .ServiceDetails!

test('services of AWS have endpoints, with the names that they have', async () => {
  await using target = await openTarget()
  const describe = describing(target)
  const names = async (name: string) => {
    const [service] = await describe({ ServiceNames: [`com.amazonaws.us-east-1.${name}`] })
    return service!.PrivateDnsName
  }
  assert.equal(await names('xray'), 'xray.us-east-1.amazonaws.com')
  assert.equal(await names('execute-api'), '*.execute-api.us-east-1.amazonaws.com')
  assert.equal(await names('ecr.api'), 'api.ecr.us-east-1.amazonaws.com')
  assert.equal(await names('kinesis-streams'), 'kinesis.us-east-1.amazonaws.com')
  assert.equal(await names('sagemaker.runtime'), 'runtime.sagemaker.us-east-1.amazonaws.com')
})

test('gateway endpoints lead to S3 and DynamoDB', async () => {
  await using target = await openTarget()
  const services = await describing(target)({
    Filters: [{ Name: 'service-type', Values: ['Gateway'] }],
  })
  assert.deepEqual(
    services.map(({ ServiceName }) => ServiceName),
    ['dynamodb', 's3', 's3express'].map((name) => `com.amazonaws.us-east-1.${name}`),
  )
  assert.equal(services[0]!.AvailabilityZones!.length, 6)
})

test('services are found by name', async () => {
  await using target = await openTarget()
  const services = await describing(target)({
    Filters: [{ Name: 'service-name', Values: ['*.ecr.*'] }],
  })
  assert.deepEqual(
    services.map(({ ServiceName }) => ServiceName),
    ['com.amazonaws.us-east-1.ecr.api', 'com.amazonaws.us-east-1.ecr.dkr'],
  )
})

test('prefix lists are AWS’s, under either name', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const Filters = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }]
  const { PrefixLists } = await ec2.send(new DescribePrefixListsCommand({ Filters }))
  const { PrefixLists: managed } = await ec2.send(
    new DescribeManagedPrefixListsCommand({ Filters }),
  )
  assert.equal(PrefixLists!.length, 1)
  assert.equal(managed![0]!.PrefixListId, PrefixLists![0]!.PrefixListId)
  assert.equal(managed![0]!.OwnerId, 'AWS')
})
