import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmulatorOptions, startEmulator } from '../../../localstack/emulator.ts'
import { asNewAccount, type Target } from '../../support/target.ts'
import { until } from '../../support/until.ts'
import { callVerb, type Outcome } from '../../support/verb.ts'
import { readAccount } from './account-state.ts'
import { makeApp } from './app.ts'
import { isChange, openCallsProxy } from './calls-proxy.ts'
import { carryOut, environmentIn, type Interrupted } from './verbs.ts'

export type Signal = 'SIGINT' | 'SIGKILL'

type AccountState = Record<string, unknown>

/** An uninterrupted run: the calls that changed something, and the account after it. */
export interface Reference {
  calls: string[]
  account: AccountState
}

/** An emulator in which verbs are interrupted, each time in a new account. */
export async function openInterruptions(options: EmulatorOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-cloud-sweep-'))
  const emulator = await startEmulator({
    port: 0,
    dataDir,
    persistence: true,
    log: () => {},
    clockRate: 20,
    dockerSocket: join(dataDir, 'no-engine.sock'),
    ...options,
  })
  const proxy = await openCallsProxy(emulator.url)
  const before = process.cwd()
  const checkout = makeApp()
  process.chdir(checkout)

  async function newAccount({ before: releases }: Interrupted): Promise<Target> {
    const own = asNewAccount({
      url: proxy.url,
      config: {
        endpoint: proxy.url,
        region: 'us-east-1',
        credentials: { accessKeyId: '', secretAccessKey: '' },
      },
    })
    const target = { ...own, [Symbol.asyncDispose]: async () => {} }
    for (const [revision, steps] of Object.entries(releases))
      await carryOut(target, revision, steps)
    return target
  }

  /** Runs the verb, and calls back after each call that changed something. */
  function run(
    { verb, words, input = '' }: Interrupted,
    target: Target,
    onChange: (call: string, verb: ChildProcess) => void = () => {},
  ): Promise<Outcome> {
    let child: ChildProcess
    proxy.report((call) => isChange(call) && onChange(call, child))
    const account = target.config.credentials.accessKeyId
    return callVerb(verb, {
      target,
      env: environmentIn(target, 'one'),
      flags: [...words, ...(verb === 'destroy' ? [`--account=${account}`] : [])],
      input,
      cwd: checkout,
      started: (process) => (child = process),
    })
  }

  const accountOf = ({ config }: Target): Promise<AccountState> =>
    readAccount(dataDir, config.credentials.accessKeyId)

  const again = (interrupted: Interrupted, target: Target): Promise<void> =>
    carryOut(target, 'one', [interrupted.act])

  return {
    checkout,
    newAccount,
    run,
    accountOf,
    again,

    async reference(interrupted: Interrupted): Promise<Reference> {
      const target = await newAccount(interrupted)
      const calls: string[] = []
      proxy.report((call) => isChange(call) && calls.push(call))
      await again(interrupted, target)
      proxy.report(() => {})
      return { calls, account: await accountOf(target) }
    },

    /**
     * Interrupts the verb after its n-th change, runs it again, and compares the account with that
     * of an uninterrupted run.
     */
    async interrupt(
      interrupted: Interrupted,
      { after, signal, reference }: { after: number; signal: Signal; reference: Reference },
    ): Promise<void> {
      const target = await newAccount(interrupted)
      let changes = 0
      const first = await run(interrupted, target, (_call, child) => {
        if (++changes === after) child.kill(signal)
      })
      if (signal === 'SIGINT')
        checkInterrupted(interrupted, first, after === reference.calls.length)
      await again(interrupted, target)
      let account: AccountState = {}
      await until(
        'the account of an uninterrupted run',
        async () => {
          account = await accountOf(target)
          return JSON.stringify(account) === JSON.stringify(reference.account)
        },
        { timeoutMs: 5000 },
      ).catch(() => {})
      assert.deepEqual(account, reference.account)
    },

    async [Symbol.asyncDispose]() {
      process.chdir(before)
      await proxy[Symbol.asyncDispose]()
      await emulator.close()
      for (const folder of [dataDir, checkout]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** After its last change a verb may have ended before the signal arrived. */
function checkInterrupted({ verb }: Interrupted, { code, stderr }: Outcome, isLast: boolean): void {
  if (code === 0 && isLast) return
  assert.equal(code, 130, stderr)
  assert.match(
    stderr.trimEnd().split('\n').at(-1)!,
    new RegExp(
      `^docker-cloud ${verb}: interrupted( at ".*")?; what was done stays, and the same command goes on$`,
    ),
  )
}
