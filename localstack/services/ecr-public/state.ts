import { defineState } from '../../kernel/define-state.ts'

/** The registry catalog data of an account. */
export const registryCatalog = defineState<{ displayName?: string | undefined }>({
  name: 'ecr-public.registryCatalog',
  per: 'account',
  initial: () => ({}),
})
