import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openScreen, Screen } from '../../../scripts/release/screen.ts'

/** A terminal that keeps what it shows: it knows the sequences that move up and clear. */
function openTerminal({ columns = 80, rows = 24 } = {}) {
  const lines: string[] = ['']
  let row = 0
  const write = (text: string) => {
    assert.ok(!text.includes('\u001B[2J'), 'what clears the screen flickers')
    // oxlint-disable-next-line no-control-regex
    for (const [token] of text.matchAll(/\u001B\[(\d*)[AKJ]|\r|\n|[^\u001B\r\n]+/g)) {
      const up = /\[(\d+)A$/.exec(token)
      if (up) row -= Number(up[1])
      else if (token === '\u001B[K') continue
      else if (token === '\u001B[J') lines.splice(row + 1)
      else if (token === '\n') lines[++row] ??= ''
      else if (token !== '\r') lines[row] = token
      if (token === '\u001B[J') lines[row] = ''
    }
    return true
  }
  const out = { columns, rows, write, isTTY: true } as unknown as NodeJS.WriteStream
  return { out, shown: () => lines.slice(0, -1) }
}

test('a block is redrawn in place, and lasting lines stay above it', () => {
  const { out, shown } = openTerminal()
  const screen = new Screen(out)
  screen.print('created')
  screen.show('api', ['api 0/2', 'task 1'])
  screen.show('web', ['web 0/1'])
  assert.deepEqual(shown(), ['created', 'api 0/2', 'task 1', 'web 0/1'])
  screen.show('api', ['api 2/2'])
  screen.print('14:00:00 started')
  assert.deepEqual(shown(), ['created', '14:00:00 started', 'api 2/2', 'web 0/1'])
  screen.show('api', [])
  screen.show('web', [])
  assert.deepEqual(shown(), ['created', '14:00:00 started'])
})

test('a block never wraps or scrolls, since it could not be redrawn then', () => {
  const { out, shown } = openTerminal({ columns: 10, rows: 5 })
  new Screen(out).show('api', ['\u001B[31m0123456789', '1', '2', '3', '4', '5'])
  assert.deepEqual(shown(), ['012345678', '1', '2', '…'])
})

test('there is a screen only where a person looks at a terminal', () => {
  const stream = (isTTY: boolean) => ({ isTTY }) as NodeJS.WriteStream
  const open = (stdout: boolean, stderr: boolean, env = {}) =>
    openScreen({ stdout: stream(stdout), stderr: stream(stderr), env } as typeof process)
  assert.ok(open(true, true))
  for (const none of [
    open(false, true),
    open(true, false),
    open(true, true, { CI: 'true' }),
    open(true, true, { TERM: 'dumb' }),
  ])
    assert.equal(none, undefined)
})

test('while no block is shown, lines are plain lines', () => {
  let written = ''
  const write = (text: string) => (written += text)
  new Screen({ write } as unknown as NodeJS.WriteStream).print('in container server')
  assert.equal(written, 'in container server\n')
})
