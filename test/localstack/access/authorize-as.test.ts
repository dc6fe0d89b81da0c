import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordedRequests } from '../../../localstack/access/record.ts'
import { authorizer } from '../../../localstack/services/iam/public.ts'
import { iamState } from '../../../localstack/services/iam/state.ts'
import type { Scope } from '../../../localstack/kernel/scope.ts'
import { readSettings } from '../../../localstack/kernel/settings.ts'
import { allow, policyOf, trustOf } from '../../support/identity.ts'
import { openScope } from '../../support/scope.ts'
import type { RoleRecord } from '../../../localstack/services/iam/records.ts'

const account = '000000000000'
const roleArn = `arn:aws:iam::${account}:role/execution`
const sessionArn = `arn:aws:sts::${account}:assumed-role/execution/8f2c`
const resource = `arn:aws:ecr:us-east-1:${account}:repository/web`

function scopeWith(env: NodeJS.ProcessEnv, statements: object[]): Scope {
  const scope = openScope({ account, settings: readSettings(env) })
  const role: RoleRecord = {
    Path: '/',
    RoleName: 'execution',
    RoleId: 'AROAEXECUTION',
    Arn: roleArn,
    CreateDate: new Date(),
    MaxSessionDuration: 3600,
    Tags: [],
    trustPolicy: trustOf({ Service: 'ecs-tasks.amazonaws.com' }),
    inlinePolicies: new Map([['rights', policyOf(...statements)]]),
    attachedPolicies: new Set(),
  }
  scope.state(iamState).roles.set(role.RoleName, role)
  return scope
}

test('T24 a service acting as a role may do what the role may', () => {
  const scope = scopeWith({ ENFORCE_IAM: '1' }, [allow('ecr:BatchGetImage')])
  assert.equal(
    authorizer.authorizeAs(scope, sessionArn, { action: 'ecr:BatchGetImage', resource }),
    undefined,
  )
  assert.equal(
    authorizer.authorizeAs(scope, sessionArn, { action: 'ecr:GetDownloadUrlForLayer', resource }),
    `User: ${sessionArn} is not authorized to perform: ecr:GetDownloadUrlForLayer on resource: ${resource} because no identity-based policy allows the ecr:GetDownloadUrlForLayer action`,
  )
  assert.match(
    authorizer.authorizeAs(scope, roleArn, { action: 'ecr:GetAuthorizationToken', resource: '*' })!,
    new RegExp(`^User: ${roleArn} is not authorized to perform: ecr:GetAuthorizationToken `),
  )
  assert.deepEqual(
    recordedRequests(scope).map(({ principal, action, decision }) => [principal, action, decision]),
    [
      [roleArn, 'ecr:BatchGetImage', 'allowed'],
      [roleArn, 'ecr:GetDownloadUrlForLayer', 'denied'],
      [roleArn, 'ecr:GetAuthorizationToken', 'denied'],
    ],
  )
})

test('a role that is gone may do nothing', () => {
  const scope = scopeWith({ ENFORCE_IAM: '1' }, [allow('*')])
  scope.state(iamState).roles.clear()
  assert.match(
    authorizer.authorizeAs(scope, sessionArn, { action: 'ecr:BatchGetImage', resource })!,
    /no identity-based policy allows the ecr:BatchGetImage action$/,
  )
})

test('a condition on tags that are not known here does not let a role in', () => {
  const Condition = { StringNotEquals: { 'aws:ResourceTag/stage': 'production' } }
  const scope = scopeWith({ ENFORCE_IAM: '1' }, [{ ...allow('ecr:*'), Condition }])
  assert.match(
    authorizer.authorizeAs(scope, sessionArn, { action: 'ecr:BatchGetImage', resource })!,
    /the embedded emulator does not know the condition key aws:ResourceTag\/stage/,
  )
})

test('nothing is asked unless IAM is enforced', () => {
  const scope = scopeWith({}, [])
  assert.equal(
    authorizer.authorizeAs(scope, sessionArn, { action: 'ecr:BatchGetImage', resource }),
    undefined,
  )
  assert.deepEqual(recordedRequests(scope), [])
})
