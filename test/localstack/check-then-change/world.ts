import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../../localstack/kernel/entry.ts'
import { systemClock } from '../../../localstack/kernel/clock.ts'
import { Runtime } from '../../../localstack/kernel/runtime.ts'
import type { Call, Scope } from '../../../localstack/kernel/scope.ts'
import { readSettings } from '../../../localstack/kernel/settings.ts'
import { Store } from '../../../localstack/kernel/store.ts'
import type { Extent } from '../../../localstack/kernel/tracked.ts'
import { rootOf } from '../../../localstack/services/iam/public.ts'
import { services } from '../../../localstack/services.ts'
import type { ServiceDefinition } from '../../../localstack/services/service.ts'
import { loadModel } from '../../../localstack/wire/model.ts'
import { validate } from '../../../localstack/wire/validate.ts'

/** Counts changes as they are made, so that one that is undone later counts as well. */
class CountingStore extends Store {
  changes = 0

  override entryChanged(entry: Entry, path: unknown[], extent: Extent): void {
    this.changes++
    super.entryChanged(entry, path, extent)
  }
}

/** The state of an emulator, and its operations without HTTP. */
export function openWorld() {
  const store = new CountingStore(() => {})
  const runtime = new Runtime()
  const clock = systemClock(1)
  const dataDir = mkdtempSync(join(tmpdir(), 'docker-cloud-world-'))
  const settings = { ...readSettings({}), dataDir }
  const scopeIn = (account: string, region: string): Scope => ({
    account,
    region,
    clock,
    log: () => {},
    settings,
    inAccount: (other, where = region) => scopeIn(other, where),
    state: (definition) => store.get(definition, account, region),
    reading: () => scopeIn(account, region),
    runtime: (definition) => runtime.get(definition, account, region),
    commit: (change) => store.commit(change),
    afterCommit: (effect) => store.afterCommit(effect),
  })
  const scope = scopeIn('000000000000', 'us-east-1')
  const call: Call = {
    ...scope,
    caller: rootOf(scope.account),
    requestId: 'request',
    endpoint: 'localhost:4566',
    host: 'localhost:4566',
  }
  /** Runs an operation whose input is valid by the model. */
  const run = async <T = unknown>(
    service: string,
    operation: string,
    input: object,
  ): Promise<T> => {
    const { operations } = services.find(({ name }) => name === service) as ServiceDefinition
    const model = loadModel(service)
    const shape = model.operations[operation]!.input
    const [violation] = shape ? validate(model, shape, input) : []
    if (violation) throw new Error(`${operation}: ${violation.path} breaks the model`)
    return store.transaction(() => operations[operation]!(input as never, call)) as T
  }
  return {
    scope,
    run,
    changes: () => store.changes,
    [Symbol.dispose]: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

export type World = ReturnType<typeof openWorld>

/** A request that is valid but for what is checked last, or why none is. */
export type Cases = Record<string, object | string>

export const twice = [
  { Key: 'a', Value: '1' },
  { Key: 'a', Value: '2' },
]
