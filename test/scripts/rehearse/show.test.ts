import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'

const show = join(import.meta.dirname, '../../../scripts/rehearse/show.ts')
const code = `
  import { Show } from '${show}'
  import { setTimeout } from 'node:timers/promises'
  await new Show(process.stdout).step('push', async ({ print }) => {
    print('a line')
    await setTimeout(300)
  })`
const args = ['--input-type=module', '--eval', code]
const isColored = (text: string) => text.includes('\u001B[32m')
const isMoving = (text: string) => text.includes('\u001B[2K')

const inPipe = (env: NodeJS.ProcessEnv) =>
  execFileSync(process.execPath, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  })

function onTerminal(env: NodeJS.ProcessEnv): string {
  const command = [process.execPath, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`)
  return execFileSync('script', ['-qec', command.join(' '), '/dev/null'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
  })
}

const lines = (text: string) =>
  stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => line.replace(/\d\.\d s/, 'TIME'))

test('elsewhere than on a terminal there is no color and no movement of the cursor', () => {
  const text = inPipe({})
  assert.deepEqual(lines(text), ['push', '  a line', '  ✔ TIME', ''])
  assert.ok(!text.includes('\u001B') && !text.includes('\r'))
})

test('a terminal has both; NO_COLOR takes the color away, and TERM=dumb both', () => {
  const plain = onTerminal({})
  assert.ok(isColored(plain))
  assert.ok(isMoving(plain))
  const uncolored = onTerminal({ NO_COLOR: '1' })
  assert.ok(!isColored(uncolored))
  assert.ok(isMoving(uncolored))
  const dumb = onTerminal({ TERM: 'dumb' })
  assert.ok(!isColored(dumb))
  assert.ok(!isMoving(dumb))
})

test('FORCE_COLOR colors what is no terminal, and moves no cursor', () => {
  const text = inPipe({ FORCE_COLOR: '1' })
  assert.ok(isColored(text))
  assert.ok(!isMoving(text))
})
