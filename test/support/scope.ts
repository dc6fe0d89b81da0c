import { systemClock } from '../../localstack/clock.ts'
import type { Scope } from '../../localstack/operation.ts'
import { Store } from '../../localstack/store.ts'

/** A fresh account in a region, without an emulator around it, for what is a function of the state alone. */
export function openScope(): Scope {
  const store = new Store()
  const owner = { account: '000000000000', region: 'us-east-1' }
  return {
    ...owner,
    clock: systemClock(),
    state: (definition) => store.get(definition, owner.account, owner.region),
  } as Scope
}
