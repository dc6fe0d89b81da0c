import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from '../../../../scripts/verify/container/judge.ts'
import type { Observation } from '../../../../scripts/verify/container/observe.ts'
import { socketsIn } from '../../../../scripts/verify/container/sockets.ts'

const own = {
  service: 'api',
  port: 3000,
  path: '/healthz',
  isHealthy: (status: number) => status === 200,
}

const shown = (observed: Observation, secrets: string[] = []) => {
  const [{ level, text } = { level: '', text: '' }, ...rest] = judge({ ...own, secrets }, observed)
  assert.deepEqual(rest, [])
  return `${level}: ${text}`
}

const outside = (port: number) => ({ port, isLoopback: false })

test('an answer counts as the load balancer counts it', () => {
  assert.equal(
    shown({ status: 200 }),
    'ok: the container listens on port 3000, and /healthz answers 200',
  )
  assert.equal(shown({ status: 404 }), 'error: the container answers /healthz with 404')
})

test('a container that may lack its secrets or AWS gets a warning', () => {
  assert.match(shown({ status: 503 }), /^warning: .* with 503, without AWS$/)
  assert.match(shown({ status: 401 }, ['KEY']), /^warning: .* with 401, without KEY$/)
  assert.match(
    shown({ ended: { code: 1, lines: ['no key'] } }, ['KEY']),
    /^warning: .* ends with code 1, without KEY\n    \| no key$/,
  )
  assert.match(shown({ sockets: [] }), /^warning: here the container listens on no port/)
  assert.match(
    shown({ sockets: [outside(9090)] }, ['KEY']),
    /^warning: here the container listens on port 9090/,
  )
})

test('a command that cannot be started cannot be started on AWS', () => {
  assert.match(shown({ ended: { code: 127, lines: [] } }), /^error: .*\(exit code 127\)/)
})

test('sockets show where the program listens', () => {
  assert.equal(shown({ sockets: [outside(3000)] }), 'ok: the container listens on port 3000')
  assert.equal(
    shown({ sockets: [{ port: 3000, isLoopback: true }, outside(9090)] }),
    'error: the container listens on 127.0.0.1:3000 only',
  )
  assert.equal(
    shown({ sockets: [outside(80), outside(80), outside(9090)] }),
    'error: the container listens on port 80 and 9090, not on port 3000',
  )
  assert.match(shown({}), /^warning: port 3000: not checked/)
})

test('the listening sockets of /proc/net/tcp and tcp6 are read', () => {
  const rest =
    '00000000:00000000 00:00000000 00000000  1000        0 1 1 0000000000000000 100 0 0 10 0'
  const text = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    `   0: 0100007F:0BB8 00000000:0000 0A ${rest}`,
    `   1: 00000000:1F90 00000000:0000 0A ${rest}`,
    `   2: 0100007F:0BB8 0100007F:D431 01 ${rest}`,
    `   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A ${rest}`,
    `   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A ${rest}`,
    `   2: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A ${rest}`,
  ].join('\n')
  assert.deepEqual(socketsIn(text), [
    { port: 3000, isLoopback: true },
    { port: 8080, isLoopback: false },
    { port: 80, isLoopback: false },
    { port: 81, isLoopback: true },
    { port: 82, isLoopback: true },
  ])
})
