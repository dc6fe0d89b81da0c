import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsError } from '../../../localstack/kernel/errors.ts'
import { loadModel } from '../../../localstack/wire/model.ts'
import { queryProtocol } from '../../../localstack/wire/query.ts'

const elbv2 = loadModel('elbv2')
const request = (form: string) => ({ headers: {}, body: Buffer.from(form) })

test('lists, structures and numbers are read from the form', () => {
  const form =
    'Action=CreateTargetGroup&Name=web&Port=80&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value='
  assert.equal(queryProtocol.operationName(request(form)), 'CreateTargetGroup')
  assert.deepEqual(queryProtocol.decode(elbv2, 'CreateTargetGroup', request(form)), {
    Name: 'web',
    Port: 80,
    Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }],
  })
})

test('more than nine list items keep their order', () => {
  const items = Array.from(
    { length: 12 },
    (_, index) => `TargetGroupArns.member.${index + 1}=arn${index + 1}`,
  )
  const { TargetGroupArns } = queryProtocol.decode(
    elbv2,
    'DescribeTargetGroups',
    request(items.join('&')),
  )
  assert.deepEqual((TargetGroupArns as string[]).slice(8), ['arn9', 'arn10', 'arn11', 'arn12'])
})

test('an empty list is sent as an empty value and answered as an empty element', () => {
  assert.deepEqual(
    queryProtocol.decode(elbv2, 'DescribeTargetGroups', request('TargetGroupArns=')),
    {
      TargetGroupArns: [],
    },
  )
  const { body } = queryProtocol.encode(elbv2, 'DescribeTargetGroups', { TargetGroups: [] }, 'id')
  assert.match(
    body,
    /<DescribeTargetGroupsResult><TargetGroups><\/TargetGroups><\/DescribeTargetGroupsResult>/,
  )
})

test('text is escaped', () => {
  const { body } = queryProtocol.encode(
    elbv2,
    'DescribeTargetGroups',
    { NextMarker: 'a<b>&"c' },
    'id',
  )
  assert.match(body, /<NextMarker>a&lt;b&gt;&amp;&quot;c<\/NextMarker>/)
})

test("errors carry the model's wire code, not the shape's name", () => {
  const { status, body } = queryProtocol.error(
    elbv2,
    awsError('LoadBalancerNotFoundException', 'gone'),
    'id',
  )
  assert.equal(status, 400)
  assert.match(
    body,
    /<Type>Sender<\/Type><Code>LoadBalancerNotFound<\/Code><Message>gone<\/Message>/,
  )
})

test('a number that is none is refused', () => {
  assert.throws(() => queryProtocol.decode(elbv2, 'CreateTargetGroup', request('Port=eighty')), {
    code: 'MalformedInput',
  })
})
