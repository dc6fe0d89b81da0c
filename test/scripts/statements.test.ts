import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/** Statements of the documents that a test can check. */

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('the release looks at the endpoint in these files', () => {
  const files = globSync('**/*.ts', { cwd: join(root, 'scripts') })
  const readers = files.filter((file) =>
    /process\.env\.AWS_ENDPOINT_URL|AWS_ENDPOINT_URL(: \w+)? \} = process\.env|rehearsalEndpoint/.test(
      read(`scripts/${file}`),
    ),
  )
  const ofRehearsal = readers.filter((file) => /^rehears|^workflow\//.test(file))
  assert.deepEqual(readers.filter((file) => !ofRehearsal.includes(file)).toSorted(), [
    'aws-names.ts', // leads AWS's names to it
    'destroy.ts', // removes the rehearsal's emulator too
    'failure/explain.ts', // explains an endpoint that does not answer
    'release/environment.ts', // sets the rehearsal's endpoint
    'release/reach.ts', // reaches a load balancer of another endpoint than AWS
  ])
})

test("the workflows run the README's commands: ci.yml the application's part, tool.yml the rest", () => {
  const [, commands = ''] = /^```\n(.*?)\n```$/ms.exec(read('README.md')) ?? []
  assert.deepEqual(commands.split('\n'), ['npm ci && npm run rehearse', 'npm test'])
  const { scripts } = JSON.parse(read('package.json'))
  assert.equal(scripts.test, 'npm run test:app && npm run test:tool')
  const runs = (file: string) =>
    Array.from(
      read(`.github/workflows/${file}`).matchAll(/^ +- run: (.*)$/gm),
      ([, command]) => command!,
    )
  assert.deepEqual(runs('ci.yml'), ['npm ci', 'npm run check', 'npm run test:app'])
  assert.match(read('.github/workflows/ci.yml'), /^ +run: npm run rehearse 2>&1 \| tee /m)
  assert.deepEqual(runs('tool.yml'), ['npm ci', 'npm run test:tool'])
})

test('every file that the documents link to exists', () => {
  for (const file of ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })])
    for (const [, link] of read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      assert.ok(globSync(join(root, file, '..', link!)).length === 1, `${file}: ${link}`)
})

test('no two files of the scripts export the same name', () => {
  const names = new Map<string, string[]>()
  for (const file of globSync('**/*.ts', { cwd: join(root, 'scripts') }))
    for (const [, name] of read(`scripts/${file}`).matchAll(
      /^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm,
    ))
      names.set(name!, [...(names.get(name!) ?? []), file])
  const shared = [...names].filter(([, files]) => files.length > 1)
  assert.deepEqual(shared, [])
})
