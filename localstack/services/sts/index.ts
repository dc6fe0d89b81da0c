import { awsError } from '../../kernel/errors.ts'
import { routeOidc } from '../oidc/public.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { AssumeRole } from './operations/AssumeRole.ts'
import { AssumeRoleWithWebIdentity } from './operations/AssumeRoleWithWebIdentity.ts'
import { GetAccessKeyInfo } from './operations/GetAccessKeyInfo.ts'
import { GetCallerIdentity } from './operations/GetCallerIdentity.ts'
import { GetSessionToken } from './operations/GetSessionToken.ts'

export const sts = defineService({
  name: 'sts',
  permissions,
  operations: {
    AssumeRole,
    AssumeRoleWithWebIdentity,
    GetAccessKeyInfo,
    GetCallerIdentity,
    GetSessionToken,
  },
  ignored: {
    AssumeRole: ['ProvidedContexts', 'MinimumSessionTokenSize'],
    AssumeRoleWithWebIdentity: ['MinimumSessionTokenSize'],
    GetSessionToken: ['MinimumSessionTokenSize'],
  },
  invalid: (violations) => awsError('ValidationError', validationSentence(violations)),
  route: routeOidc,
})
