import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsError } from '../../../localstack/kernel/errors.ts'
import { loadModel } from '../../../localstack/wire/model.ts'
import { ec2Protocol } from '../../../localstack/wire/ec2.ts'

const model = loadModel('ec2')
const request = (form: string) => ({ headers: {}, body: Buffer.from(form) })

test('lists are flattened and wire names start with a capital', () => {
  const form =
    'GroupId=sg-1&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8'
  assert.deepEqual(ec2Protocol.decode(model, 'AuthorizeSecurityGroupIngress', request(form)), {
    GroupId: 'sg-1',
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  })
})

test('answers have their members inline and lists of items', () => {
  const { body } = ec2Protocol.encode(
    model,
    'DescribeSubnets',
    { Subnets: [{ SubnetId: 'subnet-1' }] },
    'id',
  )
  assert.match(
    body,
    /<requestId>id<\/requestId><subnetSet><item><subnetId>subnet-1<\/subnetId><\/item><\/subnetSet>/,
  )
})

test('errors have the EC2 form', () => {
  const { status, body } = ec2Protocol.error(model, awsError('InvalidGroup.NotFound', 'gone'), 'id')
  assert.equal(status, 400)
  assert.match(
    body,
    /<Response><Errors><Error><Code>InvalidGroup.NotFound<\/Code><Message>gone<\/Message><\/Error><\/Errors><RequestID>id<\/RequestID>/,
  )
})
