import type {
  AssumeRoleWithWebIdentityCommandInput,
  AssumeRoleWithWebIdentityCommandOutput,
} from '@aws-sdk/client-sts'
import { awsError } from '../../../kernel/errors.ts'
import { findRole, isTrusted } from '../../iam/public.ts'
import { type Operation, unsigned } from '../../service.ts'
import { accountOfRole, assume } from '../assumption.ts'
import { claimKeys } from '../claim-keys.ts'
import { verifyWebIdentity } from '../web-identity.ts'

export const AssumeRoleWithWebIdentity: Operation<
  AssumeRoleWithWebIdentityCommandInput,
  AssumeRoleWithWebIdentityCommandOutput
> = unsigned((input, call) => {
  if (input.ProviderId !== undefined)
    throw awsError(
      'ValidationError',
      'ProviderId is for OAuth 2.0 access tokens; the embedded emulator takes OpenID Connect tokens.',
    )
  const scope = call.inAccount(accountOfRole(input.RoleArn, 'Request ARN is invalid'))
  const identity = verifyWebIdentity(scope, input.WebIdentityToken)
  const role = findRole(scope, input.RoleArn)
  const trusted = isTrusted(scope, role, {
    action: 'sts:AssumeRoleWithWebIdentity',
    principals: [{ type: 'Federated', value: identity.provider.Arn }],
    keys: {
      ...claimKeys(identity),
      'aws:FederatedProvider': identity.provider.Arn,
      'sts:RoleSessionName': input.RoleSessionName,
    },
  })
  if (!role || !trusted)
    throw awsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403)
  return {
    SubjectFromWebIdentityToken: identity.subject,
    ...assume(scope, role, { ...input, federatedProvider: identity.provider.Arn }),
    Provider: identity.provider.Arn,
    Audience: identity.audience,
  }
})
