import { defineState } from '../../kernel/store.ts'

/** What an account says of its public registry as a whole. */
export const registryCatalog = defineState<{ displayName?: string }>({
  name: 'ecr-public.registryCatalog',
  per: 'account',
  initial: () => ({}),
})
