import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose, outputMark } from '../../../scripts/failure/symptom.ts'
import { symptoms } from '../../../scripts/failure/symptoms.ts'

for (const { title, message, output, cause, fix } of symptoms)
  test(`its message leads to the symptom: ${title}`, () => {
    const line = output ? outputMark + message : message
    const found = diagnose(symptoms, [line], 'api')
    assert.equal(found?.title, title)
    const groups = new Set([...`${cause}${fix}`.matchAll(/<(\w+)>/g)].map(([, name]) => name!))
    for (const name of groups)
      assert.ok(
        ['environment', 'service', 'image', 'ARN', 'key', 'stage', 'version', 'NAME'].includes(
          name,
        ) || !`${found.cause}${found.fix}`.includes(`<${name}>`),
        `<${name}> is not filled in`,
      )
    assert.ok(!`${found.cause}${found.fix}`.includes('<service>'))
  })

test('no two symptoms have the same title', () => {
  assert.equal(new Set(symptoms.map(({ title }) => title)).size, symptoms.length)
})

test('what a container printed is no message of AWS, and the reverse', () => {
  const printed = `${outputMark}handled: AccessDenied for /private, Request timed out`
  assert.equal(diagnose(symptoms, [printed]), undefined)
  assert.equal(diagnose(symptoms, ['the task stopped with EADDRINUSE']), undefined)
})

test('the output of the program comes before its exit code', () => {
  const lines = ['container api: exit code 1', `${outputMark}Error: listen EADDRINUSE: 0.0.0.0:80`]
  assert.equal(diagnose(symptoms, lines)?.title, 'The port of the program is taken')
})

test('a line that no symptom has leads to no advice', () => {
  assert.equal(
    diagnose(symptoms, ['all is well', `${outputMark}listening on port 8080`]),
    undefined,
  )
})
