import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { openTarget, type Target } from '../../../support/target.ts'

const zonesOf = async ({ config }: Target, region: string) =>
  (await new EC2Client({ ...config, region }).send(new DescribeAvailabilityZonesCommand({})))
    .AvailabilityZones!

test('regions have the zones that they have on AWS', async () => {
  await using target = await openTarget()
  const letters = async (region: string) =>
    (await zonesOf(target, region)).map(({ ZoneName }) => ZoneName!.slice(region.length)).join('')
  assert.equal(await letters('us-east-1'), 'abcdef')
  assert.equal(await letters('us-west-1'), 'ab')
  assert.equal(await letters('us-west-2'), 'abcd')
  assert.equal(await letters('ap-northeast-1'), 'acd')
  assert.equal(await letters('eu-central-1'), 'abc')
})

test('a zone is described with its group', async () => {
  await using target = await openTarget()
  const [zone] = await zonesOf(target, 'us-east-1')
  assert.deepEqual(zone, {
    GroupLongName: 'US East (N. Virginia) 1',
    GroupName: 'us-east-1-zg-1',
    Messages: [],
    NetworkBorderGroup: 'us-east-1',
    OptInStatus: 'opt-in-not-required',
    RegionName: 'us-east-1',
    State: 'available',
    ZoneId: 'use1-az1',
    ZoneName: 'us-east-1a',
    ZoneType: 'availability-zone',
  })
})

test('zones are found by their group', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const find = async (Name: string, Value: string) => {
    const { AvailabilityZones } = await ec2.send(
      new DescribeAvailabilityZonesCommand({ Filters: [{ Name, Values: [Value] }] }),
    )
    return AvailabilityZones!.length
  }
  assert.equal(await find('group-long-name', 'US East*'), 6)
  assert.equal(await find('parent-zone-name', 'us-east-1a'), 0)
  await assert.rejects(find('colour', 'red'), { message: "The filter 'colour' is invalid" })
})

test('an account has its default VPC and its limits as attributes', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { AccountAttributes } = await ec2.send(
    new DescribeAccountAttributesCommand({
      AttributeNames: ['supported-platforms', 'default-vpc'],
    }),
  )
  assert.deepEqual(
    AccountAttributes!.map(({ AttributeName, AttributeValues }) => [
      AttributeName,
      AttributeValues![0]!.AttributeValue!.replace(/^vpc-.*/, 'vpc'),
    ]),
    [
      ['supported-platforms', 'VPC'],
      ['default-vpc', 'vpc'],
    ],
  )
})
