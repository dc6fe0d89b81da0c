import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cborProtocol } from '../../../localstack/wire/cbor.ts'
import { loadModel } from '../../../localstack/wire/model.ts'

const model = loadModel('cloudwatch')
const decode = (hex: string) =>
  cborProtocol.decode(model, 'DeleteAlarms', { headers: {}, body: Buffer.from(hex, 'hex') })

test('members that the model does not know are dropped, and so are nulls', () => {
  assert.deepEqual(decode('a1616101'), {})
  assert.deepEqual(decode('a16b636f6e7374727563746f7201'), {})
  assert.deepEqual(decode('a16a416c61726d4e616d6573f6'), {})
  assert.deepEqual(decode('a16a416c61726d4e616d6573816161'), { AlarmNames: ['a'] })
})

test('a value of the wrong type is rejected', () => {
  assert.throws(() => decode('a16a416c61726d4e616d65738101'), {
    name: 'SerializationException',
    message: 'AlarmNames.1 is not a string.',
  })
})

test('an answer is written as the model says', () => {
  const alarm = { AlarmName: 'a', Threshold: 1, Period: 300, ActionsEnabled: true, unknown: 1 }
  const output = { MetricAlarms: [{ ...alarm, StateUpdatedTimestamp: new Date(1500) }] }
  const { body } = cborProtocol.encode(model, 'DescribeAlarms', output, 'id')
  assert.equal(
    body.toString('latin1'),
    '\xa1lMetricAlarms\x81\xa5iAlarmName\x61aiThreshold\xfb\x3f\xf0\0\0\0\0\0\0fPeriod\x19\x01\x2cnActionsEnabled\xf5uStateUpdatedTimestamp\xc1\xfb\x3f\xf8\0\0\0\0\0\0',
  )
})
