import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { writeFiles } from '../../support/checkout.ts'
import type { Outcome } from '../../support/verb.ts'
import { openInterruptions } from './interrupt.ts'
import { interruptedVerbs } from './verbs.ts'

/** Verbs of two people at the same time on the same app. */

const runs = await openInterruptions({ dockerSocket: '/var/run/docker.sock' })
after(() => runs[Symbol.asyncDispose]())

const find = (verb: string) => interruptedVerbs.find((one) => one.verb === verb)!

/** It has succeeded, or says what to do. */
function checkEnd(verb: string, { code, stderr }: Outcome): void {
  if (code === 0) return
  const screen = stderr.slice(stderr.lastIndexOf(`docker-cloud ${verb}: `))
  assert.equal(code, 1, stderr)
  assert.match(screen, /What to do: wait until the other run has ended, then run this again/)
}

for (const verb of ['bootstrap', 'deploy', 'destroy'])
  test(`of two runs of ${verb} at once each ends, and a third finds what one alone leaves`, async () => {
    const verbAtOnce = find(verb)
    const alone = await runs.reference(verbAtOnce)
    const target = await runs.newAccount(verbAtOnce)
    const both = await Promise.all([runs.run(verbAtOnce, target), runs.run(verbAtOnce, target)])
    for (const outcome of both) checkEnd(verb, outcome)
    await runs.again(verbAtOnce, target)
    assert.deepEqual(await runs.accountOf(target), alone.account)
  })

test(
  'destroy during a deploy deletes everything, and the deploy ends with the reason',
  { timeout: 120_000 },
  async () => {
    const file = '.aws/web/service.json'
    const service = readFileSync(join(runs.checkout, file), 'utf8')
    const target = await runs.newAccount(find('deploy'))
    // Its image cannot be pulled, so that the deployment does not end.
    writeFiles(runs.checkout, { [file]: service.replace('"desiredCount":0', '"desiredCount":1') })
    let destroying: Promise<Outcome> | undefined
    const deployed = await runs.run(find('deploy'), target, (call) => {
      if (call === 'CreateService') destroying ??= runs.run(find('destroy'), target)
    })
    const destroyed = await destroying!
    writeFiles(runs.checkout, { [file]: service })
    assert.equal(deployed.code, 1)
    assert.match(
      deployed.stderr,
      /web was (deleted during the deployment|not deployed)|shop-web:1 was not deployed|Cluster not found/,
    )
    assert.equal(destroyed.code, 0, destroyed.stderr)
  },
)
