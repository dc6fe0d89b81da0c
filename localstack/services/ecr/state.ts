import { randomBytes } from 'node:crypto'
import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import type { RepositoryRecord, ContentRecord, RegistrySettings } from './records.ts'
export const registry = defineState({
  name: 'ecr.registry',
  initial: () => ({ repositories: new Map<string, RepositoryRecord>() }),
})

export const content = defineState({
  name: 'ecr.content',
  per: 'account',
  initial: () => new Map<string, ContentRecord>(),
})

const signing = defineState<{ secret?: Buffer | undefined }>({
  name: 'ecr.signing',
  per: 'emulator',
  initial: () => ({}),
  withoutSecrets: () => ({}),
})

/** Signs authorization tokens; saved, so that a login outlives a restart. */
export const signingSecret = (scope: Scope): Buffer =>
  (scope.state(signing).secret ??= randomBytes(32))

export const registrySettings = defineState<RegistrySettings>({
  name: 'ecr.registrySettings',
  initial: () => ({ accountSettings: new Map(), templates: new Map() }),
})
