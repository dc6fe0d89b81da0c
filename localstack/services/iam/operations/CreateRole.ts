import type { CreateRoleCommandInput, CreateRoleCommandOutput } from '@aws-sdk/client-iam'
import { globalArn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import { newUniqueId } from '../id.ts'
import { boundaryOf } from '../identity.ts'
import { isTaken } from '../names.ts'
import { checkTrustPolicy } from '../trust-policy-rules.ts'
import { checkTrustSize } from '../quotas.ts'
import { roleToApi } from '../role.ts'
import { iamState } from '../state.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'
import type { RoleRecord } from '../records.ts'

export const CreateRole: Operation<CreateRoleCommandInput, CreateRoleCommandOutput> = (
  input,
  call,
) => {
  const { roles } = call.state(iamState)
  const { RoleName, Path = '/', MaxSessionDuration = 3600, Description, Tags = [] } = input
  if (Path.startsWith('/aws-service-role/'))
    throw awsError(
      'InvalidInputException',
      "Paths beginning with '/aws-service-role' are reserved for AWS Service Linked Roles",
    )
  if (isTaken(call, { kind: 'role', names: roles.keys(), wanted: RoleName }))
    throw awsError('EntityAlreadyExistsException', `Role with name ${RoleName} already exists.`)
  checkTrustPolicy(call, input.AssumeRolePolicyDocument)
  checkTrustSize(input.AssumeRolePolicyDocument)
  const role: RoleRecord = {
    Path,
    RoleName,
    RoleId: newUniqueId('AROA'),
    Arn: globalArn(call, 'iam', `role${Path}${RoleName}`),
    CreateDate: call.clock.now(),
    ...(Description !== undefined && { Description }),
    MaxSessionDuration,
    Tags: withIamTags([], Tags),
    ...boundaryOf(call, input.PermissionsBoundary),
    trustPolicy: input.AssumeRolePolicyDocument,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
  }
  roles.set(RoleName, role)
  // AWS's answer has neither: LocalStack's recordings of 2023.
  const { MaxSessionDuration: _duration, RoleLastUsed: _lastUsed, ...Role } = roleToApi(role)
  return { Role }
}
