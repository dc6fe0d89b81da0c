import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logs } from '../../scripts/logs.ts'
import type { Flags } from '../../scripts/release/arguments.ts'
import type { Context } from '../../scripts/release/context.ts'
import { BadInput } from '../../scripts/release/exit-codes.ts'

const wrong: [flags: Flags, message: RegExp][] = [
  [{ since: 'yesterday' }, /^--since is "yesterday": it must be a duration/],
  [{ task: 'server' }, /^--task is "server": it must be the id of a task/],
  [{ filter: 'a', errors: true }, /^--errors is a filter itself: give it or --filter$/],
]

for (const [flags, message] of wrong)
  test(`before anything is sent, a wrong flag is rejected: ${Object.keys(flags).join(' and ')}`, async () => {
    const context = { services: [] } as unknown as Context
    await assert.rejects(logs(context, flags).next(), (error: Error) => {
      assert.ok(error instanceof BadInput)
      assert.match(error.message, message)
      return true
    })
  })
