import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeItem } from '../../../../localstack/wire/cbor/encode.ts'
import { readCbor } from '../../../../localstack/wire/cbor/read.ts'
import { loadModel, shapeOf } from '../../../../localstack/wire/model.ts'
import { openTarget, unique } from '../../../support/target.ts'
import { cloudWatchOf } from './client.ts'

const model = loadModel('cloudwatch')

async function callCbor(url: string, operation: string, input: object) {
  const path = `/service/GraniteServiceVersion20100801/operation/${operation}`
  const shape = shapeOf(model, model.operations[operation]!.input!)
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
    body: encodeItem(model, shape, input),
  })
  assert.equal(response.headers.get('smithy-protocol'), 'rpc-v2-cbor')
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, output: readCbor(bytes) as Record<string, unknown> }
}

test('CloudWatch answers CBOR, AWS JSON and query, each in kind', async () => {
  await using target = await openTarget()
  const AlarmName = unique('alarm')
  const { response } = await callCbor(target.url, 'PutMetricAlarm', {
    AlarmName,
    MetricName: 'm',
    Namespace: 'n',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold',
  })
  assert.equal(response.status, 200)
  const query = { AlarmNames: [AlarmName] }
  const { output } = await callCbor(target.url, 'DescribeAlarms', query)
  const [alarm] = output.MetricAlarms as Record<string, unknown>[]
  assert.equal(alarm!.Threshold, 0.5)
  assert.ok(alarm!.StateUpdatedTimestamp instanceof Date)
  const { MetricAlarms } = await cloudWatchOf(target)('DescribeAlarms', query)
  assert.equal(MetricAlarms[0]!.Threshold, 0.5)
  const form = `Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=${AlarmName}`
  const xml = await (await fetch(target.url, { method: 'POST', body: form })).text()
  assert.match(xml, /<DescribeAlarmsResult>.*<Threshold>0.5<\/Threshold>/)
})

test('an error in CBOR has its shape in the body and its code of the query protocol in a header', async () => {
  await using target = await openTarget()
  const state = { AlarmName: unique('none'), StateValue: 'OK', StateReason: 'a try' }
  const { response, output } = await callCbor(target.url, 'SetAlarmState', state)
  assert.equal(response.status, 404)
  assert.equal(response.headers.get('x-amzn-query-error'), 'ResourceNotFound;Sender')
  assert.deepEqual(output, {
    __type: 'com.amazonaws.cloudwatch#ResourceNotFound',
    message: 'Unknown',
  })
})

test('an operation of CloudWatch that is not here is a 501 in CBOR', async () => {
  await using target = await openTarget()
  const path = '/service/GraniteServiceVersion20100801/operation/PutDashboard'
  const headers = { 'smithy-protocol': 'rpc-v2-cbor' }
  const response = await fetch(target.url + path, { method: 'POST', headers })
  assert.equal(response.status, 501)
})
