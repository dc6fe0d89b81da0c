import { Authorizer } from '../../access/authorizer.ts'
import { directory } from './directory.ts'

export { directory }
export { rootOf } from './caller.ts'
export { accountOfKey } from './id.ts'
export { findOidcProvider } from './oidc-provider.ts'
export { findPolicy, missingPolicy } from './policy.ts'
export { checkIdentityPolicy } from './policy-rules.ts'
export { findRole } from './role.ts'
export { ensureServiceLinkedRole, linkedRoleArn } from './service-linked-role.ts'
export { firstUse, passRole } from './service-permissions.ts'
export { type IssuedCredentials, issueSession } from './session.ts'
export { isTrusted, trustKeys } from './trust.ts'

/** Decides by this emulator's policies. */
export const authorizer = new Authorizer(directory)

export { type RoleRecord, type OidcProviderRecord } from './records.ts'
