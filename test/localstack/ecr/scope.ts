import { systemClock } from '../../../localstack/clock.ts'
import { dockerAt } from '../../../localstack/docker/index.ts'
import type { Scope } from '../../../localstack/operation.ts'
import { readSettings } from '../../../localstack/settings.ts'
import { Store } from '../../../localstack/store.ts'

/** An account and region with nothing in it, for what no client could bring about in a test's time. */
export function scopeOf({
  account,
  region,
  dataDir,
}: {
  account: string
  region: string
  dataDir?: string
}): Scope {
  const store = new Store()
  const scope: Scope = {
    account,
    region,
    clock: systemClock(),
    docker: dockerAt('/nowhere'),
    log: () => {},
    settings: { ...readSettings({}), ...(dataDir !== undefined && { dataDir }) },
    inAccount: () => scope,
    state: (definition) => store.get(definition, account, region),
  }
  return scope
}
