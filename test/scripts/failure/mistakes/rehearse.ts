import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { removeApps } from '../../../support/release.ts'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { callVerb } from '../../../support/verb.ts'
import { assertScreen } from '../golden.ts'
import { makeMistakes, serviceNameOf } from './mistaken-app.ts'
import type { Mistake } from './mistake.ts'

/**
 * Makes mistakes on the sample: the screen of the verb that fails names the cause and the fix. They
 * are services of one app, which fail at the same time.
 */
export async function testMistakes(
  mistakes: Mistake[],
  prepare: (target: Target, app: string) => Promise<void> = async () => {},
): Promise<void> {
  const target = await openTarget()
  const { folder: checkout, makeLate } = makeMistakes(mistakes)
  const APP_NAME = unique('shop')
  const env = { APP_NAME, AWS_REGION: target.config.region }
  const nameOf = (mistake: Mistake) => serviceNameOf(mistakes.indexOf(mistake))
  const named = (mistake: Mistake) => new RegExp(String.raw`\b${nameOf(mistake)}\b`, 'g')
  const screens = new Map<Mistake, string>()

  /** Calls a verb on services, and keeps the screen of each that failed. */
  async function call(verb: string, services: Mistake[]): Promise<void> {
    const { code, stderr } = await callVerb(verb, {
      target,
      env: { ...process.env, ...env, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' },
      flags: services.map(nameOf),
      cwd: checkout,
    })
    const start = `docker-cloud ${verb}: `
    const parts = stderr.split(new RegExp(`^(?=${start})`, 'm'))
    const found = parts.filter((part) => part.startsWith(start))
    assert.equal(code, found.length > 0 ? 1 : 0, stderr)
    for (const screen of found) {
      const mistake = services.find((one) => one.verb === verb && named(one).test(screen))
      assert.ok(mistake, screen)
      screens.set(mistake, screen.trimEnd())
    }
  }

  before(async () => {
    await prepare(target, APP_NAME)
    await call('bootstrap', [])
    for (const verb of ['push', 'register', 'deploy'] as const) {
      if (verb === 'register') makeLate()
      const present = mistakes.filter((mistake) => !screens.has(mistake))
      const isAlone = (mistake: Mistake) => mistake.verb === verb && mistake.stopsOthers
      await call(
        verb,
        present.filter((mistake) => !isAlone(mistake)),
      )
      for (const mistake of present.filter(isAlone)) await call(verb, [mistake])
    }
  })
  after(async () => {
    await removeApps(target, [env], checkout)
    rmSync(checkout, { recursive: true })
    await target[Symbol.asyncDispose]()
  })

  /** The screen without what differs from run to run. */
  const normal = (screen: string, mistake: Mistake): string =>
    screen
      .replaceAll(APP_NAME, 'shop')
      .replaceAll(named(mistake), 'server')
      .replace(/^ *\| (#\d+ .*)?\n/gm, '')
      .replace(/ \(\d+ times\)/g, '')
      .replace(/\d+ tasks? stopped/g, 'N tasks stopped')
      .replace(/(node:[\w/]+):\d+/g, '$1:N')
      .replace(/Node\.js v[\d.]+/g, 'Node.js vN')
      .replace(/ref \S+/g, 'ref R')
      // A name server that cannot be reached, instead of one that does not know the name.
      .replaceAll('EAI_AGAIN', 'ENOTFOUND')
      .replaceAll('errno: -3001', 'errno: -3008')

  for (const mistake of mistakes)
    test(mistake.name, () => {
      const screen = screens.get(mistake)
      assert.ok(screen, `${mistake.verb} did not fail`)
      assertScreen(mistake.name, `${normal(screen, mistake)}\n`)
    })
}
