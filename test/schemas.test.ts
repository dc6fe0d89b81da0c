import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { schemas } from '../.aws/schemas/generate.ts'

test('the schemas of .aws are those that the models give: run `npm run schemas`', () => {
  for (const [name, schema] of Object.entries(schemas())) {
    const file = new URL(`../.aws/schemas/${name}.json`, import.meta.url)
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), schema, name)
  }
})

test('the editor uses each schema', () => {
  const settings = new URL('../.vscode/settings.json', import.meta.url)
  const { 'json.schemas': uses } = JSON.parse(readFileSync(settings, 'utf8'))
  const urls = (uses as { url: string }[]).map(({ url }) => url)
  const expected = Object.keys(schemas()).map((name) => `./.aws/schemas/${name}.json`)
  assert.deepEqual(urls.toSorted(), expected.toSorted())
})
