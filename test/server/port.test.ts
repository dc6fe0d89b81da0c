import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portFrom } from '../../server/port.ts'

for (const [value, port] of [
  [undefined, 80],
  ['', 80],
  ['1', 1],
  ['8080', 8080],
  ['65535', 65535],
] as const) {
  test(`HTTP_PORT ${JSON.stringify(value)} is ${port}`, () => {
    assert.equal(portFrom({ HTTP_PORT: value }), port)
  })
}

for (const value of ['0', '65536', '-1', '80.5', '0x50', '1e3', ' 80', 'http', '999999']) {
  test(`HTTP_PORT ${JSON.stringify(value)} is no port`, () => {
    assert.throws(() => portFrom({ HTTP_PORT: value }), {
      message: `HTTP_PORT is "${value}", which is not a port: use a number from 1 to 65535`,
    })
  })
}
