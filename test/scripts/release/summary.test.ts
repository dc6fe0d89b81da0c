import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Document } from '../../../scripts/release/results.ts'
import { markdownOf } from '../../../scripts/release/summary.ts'

const done: Document = {
  verb: 'deploy',
  environment: 'production',
  dryRun: false,
  exitCode: 0,
  changes: [
    { kind: 'created', resource: 'ECS service api', differences: [] },
    { kind: 'updated', resource: 'ECS service web', differences: [] },
    { kind: 'updated', resource: 'scaling of web', differences: [] },
  ],
  errors: [],
}

test('the summary has what was released: services in a table, and how long it took', () => {
  const result = {
    services: [
      { service: 'api', taskDefinition: 'shop_api:1', tasks: 2, seconds: 90 },
      { service: 'web', taskDefinition: 'shop_web:4', tasks: 1 },
    ],
  }
  assert.equal(
    markdownOf({ document: { ...done, result }, lines: [], failures: [], seconds: 12.34 }),
    `### ✔ deploy

production, 1 created, 2 updated, 12.3 s

| service | taskDefinition | tasks | seconds |
| --- | --- | --- | --- |
| api | shop&#95;api&#58;1 | 2 | 90 |
| web | shop&#95;web&#58;4 | 1 |  |

`,
  )
})

test('the address is a link', () => {
  const result = { addresses: ['http://shop-1.elb.amazonaws.com/'] }
  const text = markdownOf({ document: { ...done, result }, lines: [], failures: [], seconds: 1 })
  assert.match(text, /^- addresses: <http:\/\/shop-1\.elb\.amazonaws\.com\/>$/m)
})

test('a failure is shown as on the screen, and nothing in it is Markdown', () => {
  const failures = [
    'docker-cloud deploy: it failed\n  | ```\n  | <img src=x> @team \u001B[31mred\u001B[0m',
  ]
  const document = { ...done, exitCode: 1, changes: [] }
  assert.equal(
    markdownOf({ document, lines: [], failures, seconds: 1 }),
    `### ✘ deploy

production, 1.0 s

\`\`\`\`text
docker-cloud deploy: it failed
  | \`\`\`
  | <img src=x> @team red
\`\`\`\`

`,
  )
})

test('a text of AWS marks nothing up in a table', () => {
  const result = { services: [{ service: 'a|b', status: '<b>*x*</b> [a](http://b) @team\n# c' }] }
  const text = markdownOf({ document: { ...done, result }, lines: [], failures: [], seconds: 1 })
  const [row = ''] = text.split('\n').filter((line) => line.startsWith('| a'))
  assert.doesNotMatch(row.replaceAll(/&#\d+;/g, ''), /[<>*[\]()@#`]/)
  assert.equal(row.split('|').length, 4)
})
