import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences, hasAll } from '../../../scripts/release/same.ts'
import type { Json } from '../../../scripts/release/template.ts'

const isSame = (described: Json, desired: Json) => differences(described, desired).length === 0

test('a task definition is the same with what AWS adds', () => {
  const wanted = { containerDefinitions: [{ name: 'a', portMappings: [{ containerPort: 80 }] }] }
  const described = {
    containerDefinitions: [
      {
        name: 'a',
        cpu: 0,
        portMappings: [{ containerPort: 80, hostPort: 80 }],
        mountPoints: [],
        environment: [],
      },
    ],
    volumes: [],
    enableFaultInjection: false,
  }
  assert.ok(isSame(described, wanted))
})

test('a member that is left out has its default', () => {
  const healthCheck = { command: ['CMD', 'true'] }
  const container = (more: object = {}, check: object = {}) => ({
    containerDefinitions: [
      {
        name: 'a',
        essential: true,
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        healthCheck: { ...healthCheck, interval: 30, timeout: 5, retries: 3, ...check },
        ...more,
      },
    ],
  })
  const wanted = {
    containerDefinitions: [{ name: 'a', portMappings: [{ containerPort: 80 }], healthCheck }],
  }
  assert.ok(isSame(container(), wanted))
  assert.ok(!isSame(container({ essential: false }), wanted))
  assert.ok(!isSame(container({}, { interval: 10 }), wanted))
})

test('a task definition differs if a member was removed from the file', () => {
  assert.ok(!isSame({ name: 'a', healthCheck: { retries: 3 } }, { name: 'a' }))
})

test('values, lengths and missing members count', () => {
  assert.ok(!isSame({ cpu: '256' }, { cpu: '512' }))
  assert.ok(!isSame({ list: [{ a: 1 }, { a: 2 }] }, { list: [{ a: 1 }] }))
  assert.ok(!isSame({}, { cpu: '256' }))
  assert.ok(!isSame({ list: 'a' }, { list: ['a'] }))
})

test('the order of structures counts, the order of names does not', () => {
  assert.ok(isSame({ subnets: ['b', 'a'] }, { subnets: ['a', 'b'] }))
  assert.ok(!isSame({ list: [{ a: 1 }, { a: 2 }] }, { list: [{ a: 2 }, { a: 1 }] }))
})

test('a service may have more than its file asks for', () => {
  assert.ok(hasAll({ desiredCount: 2, events: ['x'] }, { desiredCount: 2 }))
  assert.ok(!hasAll({ desiredCount: 1, events: ['x'] }, { desiredCount: 2 }))
})

test('a difference names its member, what AWS has, and what the file says', () => {
  const described = { cpu: '256', list: [{ name: 'a', value: 1 }], healthCheck: { retries: 5 } }
  assert.deepEqual(
    differences(described, { cpu: '512', list: [{ name: 'a', value: 2, more: 'x' }] }),
    [
      { path: 'cpu', found: '256', desired: '512' },
      { path: 'list[0].value', found: 1, desired: 2 },
      { path: 'list[0].more', found: undefined, desired: 'x' },
      { path: 'healthCheck', found: { retries: 5 }, desired: undefined },
    ],
  )
})
