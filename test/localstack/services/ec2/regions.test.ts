import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeRegionsCommand,
  type DescribeRegionsCommandInput,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { openTarget } from '../../../support/target.ts'

test('regions are described by name and by filter', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const regions = async (input: DescribeRegionsCommandInput) =>
    (await ec2.send(new DescribeRegionsCommand(input))).Regions!
  const paris = {
    RegionName: 'eu-west-3',
    Endpoint: 'ec2.eu-west-3.amazonaws.com',
    OptInStatus: 'opt-in-not-required',
  }
  assert.deepEqual(await regions({ RegionNames: ['eu-west-3'] }), [paris])
  const Filters = [{ Name: 'endpoint', Values: ['*.eu-west-3.*'] }]
  assert.deepEqual(await regions({ Filters }), [paris])
  assert.ok((await regions({})).some(({ RegionName }) => RegionName === 'us-east-1'))
  await assert.rejects(regions({ RegionNames: ['eu-nowhere-1'] }), {
    name: 'InvalidParameterValue',
    message: 'Invalid region: [eu-nowhere-1]',
  })
})
