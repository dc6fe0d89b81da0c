import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { documentsSchema, jsonPage } from '../../docs/json.ts'

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')

test('the page and the schema of --json are those of the verbs: run `npm run json`', () => {
  assert.equal(read('json.md'), jsonPage())
  assert.deepEqual(JSON.parse(read('json-schema.json')), documentsSchema())
})
