import { systemClock } from '../../localstack/kernel/clock.ts'
import { Runtime } from '../../localstack/kernel/runtime.ts'
import { Store } from '../../localstack/kernel/store.ts'
import type { Scope } from '../../localstack/kernel/scope.ts'
import { readSettings, type Settings } from '../../localstack/kernel/settings.ts'

/** An account and region with nothing in it and no emulator around it, for what is a function of the state alone. */
export function openScope({
  account = '000000000000',
  region = 'us-east-1',
  settings = {},
}: {
  account?: string | undefined
  region?: string | undefined
  settings?: Partial<Settings> | undefined
} = {}): Scope {
  const store = new Store(() => {})
  const runtime = new Runtime()
  const scopeIn = (owner: string, where: string): Scope => ({
    account: owner,
    region: where,
    clock: systemClock(),
    log: () => {},
    settings: { ...readSettings({}), ...settings },
    inAccount: (other, elsewhere = where) => scopeIn(other, elsewhere),
    state: (definition) => store.get(definition, owner, where),
    reading: () => scopeIn(owner, where),
    runtime: (definition) => runtime.get(definition, owner, where),
    commit: (change) => store.commit(change),
    afterCommit: (effect) => store.afterCommit(effect),
  })
  return scopeIn(account, region)
}
