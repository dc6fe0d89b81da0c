import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elbv2 } from '../../../../localstack/services/elbv2/index.ts'
import { loadModel, type Model } from '../../../../localstack/wire/model.ts'
import { type BadInput, badInputs } from '../../../support/constraints.ts'
import { openTarget, type Target } from '../../../support/target.ts'

/** A value in the query protocol's form: `Tags.member.1.Key=a`, and `Tags=` for what is empty. */
function* formOf(value: unknown, name: string): Generator<[name: string, text: string]> {
  if (typeof value !== 'object' || value === null) return yield [name, String(value)]
  const members = Array.isArray(value)
    ? value.map((item, index) => [`${name}.member.${index + 1}`, item] as const)
    : Object.entries(value).map(([key, item]) => [name ? `${name}.${key}` : key, item] as const)
  if (members.length === 0) yield [name, '']
  for (const [key, item] of members) yield* formOf(item, key)
}

const characters: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

/** A call as any client makes it, but without a client that would look at the input first. */
async function refusal({ url }: Target, model: Model, { operation, input }: BadInput) {
  const form = new URLSearchParams([...formOf(input, '')])
  form.set('Action', operation)
  form.set('Version', model.apiVersion)
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${model.signingName}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: form.toString(),
  })
  const text = (await response.text()).replaceAll(/&(\w+);/g, (_, name) => characters[name]!)
  const [, code] = /<Code>(.*?)<\/Code>/s.exec(text) ?? []
  const [, message] = /<Message>(.*?)<\/Message>/s.exec(text) ?? []
  return { status: response.status, code, message }
}

test('elbv2 refuses what its model rules out, and names the member', async () => {
  await using target = await openTarget()
  const model = loadModel('elbv2')
  const bad = Object.keys(elbv2.operations).flatMap((name) => badInputs(model, name))
  for (const input of bad) {
    const { status, code, message = '' } = await refusal(target, model, input)
    const what = `${input.operation} ${input.path} must ${input.constraint}: ${message}`
    assert.deepEqual([status, code], [400, 'ValidationError'], what)
    assert.match(message, /^\d validation errors? detected: Value /, what)
    const constraint = input.constraint.replace(
      /^satisfy regular expression '(.*)'$/s,
      'satisfy regular expression pattern: $1',
    )
    assert.ok(
      message.includes(
        ` at '${input.path}' failed to satisfy constraint: Member must ${constraint}`,
      ),
      what,
    )
  }
  assert.ok(bad.length >= 100, `only ${bad.length} constraints were found`)
})
