import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementPositions } from '../../../../localstack/services/iam/statement-positions.ts'

const placesIn = (text: string) =>
  statementPositions(text).map(({ StartPosition: start, EndPosition: end }) =>
    [start, end].map((it) => `${it.Line}:${it.Column}`).join(' to '),
  )

test('statements have the places that AWS answers for the same texts', () => {
  const administrator = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}`
  assert.deepEqual(placesIn(administrator), ['3:17 to 8:6'])
  const [line] = placesIn('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*"}]}')
  assert.equal(line, '1:38 to 1:69')
})

test('each of several statements has its place, whatever it holds', () => {
  const first = { Sid: 'a}"]', Condition: { StringEquals: { 'aws:x': ['{'] } } }
  const text = JSON.stringify({ Id: 'Statement', Statement: [first, {}] })
  const end = text.length
  assert.deepEqual(placesIn(text), [`1:32 to 1:${end - 4}`, `1:${end - 4} to 1:${end - 1}`])
  assert.deepEqual(placesIn('{"Statement":{}}'), ['1:15 to 1:16'])
})
