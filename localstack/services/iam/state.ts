import { defineState } from '../../kernel/store.ts'
import type { AccessKey } from './access-key.ts'
import type { OidcProvider } from './oidc-provider.ts'
import type { Policy } from './policy.ts'
import type { Role } from './role.ts'
import type { Session } from './session.ts'
import type { User } from './user.ts'

/** An account's identities; IAM is global to the account, so there is one state per account. */
export const iamState = defineState({
  name: 'iam',
  per: 'account',
  initial: () => ({
    roles: new Map<string, Role>(),
    users: new Map<string, User>(),
    /** Customer managed policies by ARN; AWS's own are data in `aws-managed-policies.json`. */
    policies: new Map<string, Policy>(),
    oidcProviders: new Map<string, OidcProvider>(),
    accessKeys: new Map<string, AccessKey>(),
    sessions: new Map<string, Session>(),
    /** Service-linked role deletions that were asked for, by task id. */
    deletionTasks: new Set<string>(),
  }),
})
