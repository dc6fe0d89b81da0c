import assert from 'node:assert/strict'
import { test } from 'node:test'
import { services } from '../../../localstack/services.ts'

/** The names of what reads; these issue or use up something. */
const reads = /^(Describe|Discover|Filter|Get|List|BatchGet|BatchCheck|Simulate)/
const issues = [
  'GetSessionToken',
  'GetAuthorizationToken',
  'GetDownloadUrlForLayer',
  'BatchGetImage',
]

for (const { name, operations } of services)
  test(`of ${name}, what only reads declares it, and nothing else does`, () => {
    const declared = Object.keys(operations).filter((each) => operations[each]!.readOnly)
    const expected = Object.keys(operations).filter(
      (each) => reads.test(each) && !issues.includes(each),
    )
    assert.deepEqual(declared, expected)
  })

test('only what gives credentials is called without any', () => {
  const unsigned = services.flatMap(({ operations }) =>
    Object.keys(operations).filter((each) => operations[each]!.unsigned),
  )
  assert.deepEqual(unsigned, ['AssumeRoleWithWebIdentity'])
})
