import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goJsonFault } from '../../../../../localstack/services/ecs/task/go-json.ts'

const faults: [string, string | undefined][] = [
  ['{"a":1}', undefined],
  ['null', undefined],
  ['tp', "invalid character 'p' in literal true (expecting 'r')"],
  ['true', 'json: cannot unmarshal bool into Go value of type map[string]interface {}'],
  ['"text"', 'json: cannot unmarshal string into Go value of type map[string]interface {}'],
  ['[1]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['password', "invalid character 'p' looking for beginning of value"],
  ['12ab', "invalid character 'a' after top-level value"],
  ['{a: 1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a"', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
]
for (const [text, fault] of faults)
  test(`${text || 'nothing'} is told as Go tells it`, () => assert.equal(goJsonFault(text), fault))
