import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { openTarget, type Target, unique } from '../../../support/target.ts'

const identity = { Effect: 'Allow', Action: 's3:*', Resource: '*' }
const issuer = 'token.actions.githubusercontent.com'
const trust = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
}
const github = {
  Effect: 'Allow',
  Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${issuer}` },
  Action: 'sts:AssumeRoleWithWebIdentity',
}

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
const condition = (operator: string, value: unknown) =>
  document({ ...identity, Condition: { [operator]: { 'aws:x': value } } })
const resource = (Resource: string) => document({ ...identity, Resource })
const action = (Action: string) => document({ ...identity, Action })
const principal = (Principal: unknown) => document({ ...trust, Principal })

const syntax = 'Syntax errors in policy.'
const legacy = 'The policy failed legacy parsing'
const version = 'Policy document must be version 2012-10-17 or greater.'
const bucketFormat = 'Resource bucket must be in ARN format or "*".'

const identityPolicies: [text: string, message: string | undefined][] = [
  ['{', syntax],
  ['[]', syntax],
  ['{}', syntax],
  [JSON.stringify({ Version: '2020-01-01', Statement: [identity] }), syntax],
  [JSON.stringify({ Version: '2012-10-17', Statement: [identity], Extra: 1 }), syntax],
  [document(), syntax],
  [document({ ...identity, Extra: 1 }), syntax],
  [document({ Action: 's3:*', Resource: '*' }), syntax],
  [document({ ...identity, NotAction: 's3:*' }), syntax],
  [document({ ...identity, NotResource: '*' }), syntax],
  [condition('StringEqual', 'a'), syntax],
  [condition('NullIfExists', 'true'), syntax],
  [condition('StringEquals', {}), syntax],
  [condition('BinaryEquals', '%'), syntax],
  [document({ ...identity, Effect: 'allow' }), legacy],
  [condition('NumericEquals', 'a'), legacy],
  [condition('DateEquals', 'a'), legacy],
  [condition('DateEquals', 'May 1'), legacy],
  [condition('IpAddress', 'a'), legacy],
  [condition('IpAddress', '10.0.0.0/'), legacy],
  [condition('IpAddress', '10.0.0.0/33'), legacy],
  [condition('ArnLike', 'a'), legacy],
  [resource('arn:aws:s3:bucket'), legacy],
  [document({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  [document({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
  [document({ ...identity, Principal: '*' }), 'Policy document should not specify a principal.'],
  [
    document({ ...identity, Sid: 'A' }, { ...identity, Sid: 'A' }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    document({ ...identity, Sid: 'a b' }),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    action('GetObject'),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [action('s3:a:b'), 'Actions/Condition can contain only one colon.'],
  [action('s*:a'), 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.'],
  [action('s 3:a'), 'Vendor s 3 is not valid'],
  [resource('bucket'), bucketFormat],
  [
    resource('arn:aws:*:::a'),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [resource('arn:azure:s3:::a'), 'Partition "azure" is not valid for resource "arn:azure:s3:::a".'],
  [
    resource('arn:aws:iam:us-east-1:1:role/a'),
    'IAM resource arn:aws:iam:us-east-1:1:role/a cannot contain region information.',
  ],
  [
    resource('arn:aws:iam::1:roles/a'),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  [
    resource('arn:aws:s3:us-east-1::b'),
    'Resource arn:aws:s3:us-east-1::b can not contain region information.',
  ],
  [resource('aws:s3:::bucket'), 'Partition "s3" is not valid for resource "arn:s3:::bucket:*".'],
  [resource('a:b'), 'Partition "b" is not valid for resource "arn:b:*:*:*:*".'],
  [
    resource('arn:aws-cn:s3:::bucket'),
    'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::bucket".',
  ],
  [resource('arn:aws'), 'Resource vendor must be fully qualified and cannot contain regexes.'],
  [resource('arn:aws::::bucket'), legacy],
  [document({ Effect: 'Allow', Resource: 'arn:aws:s3::bucket' }), legacy],
  [document({ ...identity, Action: 's3:a:b', Resource: 'bucket' }), bucketFormat],
  [document({ ...identity, Effect: 'Permit' }), syntax],
  [condition('DateLessThan', '9223372036854775808'), legacy],
  [condition('DateLessThan', '2016-13'), legacy],
  [JSON.stringify({ Statement: identity }), version],
  [JSON.stringify({ Version: '2008-10-17', Statement: identity }), version],
  [condition('DateLessThan', '01T'), undefined],
  [condition('DateLessThan', '2016-12-13t2:00:00.593194+23'), undefined],
  [condition('DateLessThan', '-292275054'), undefined],
  [document({ ...identity, Condition: { Unknown: {} } }), undefined],
  [document({ ...identity, Resource: ['*', null] }), undefined],
  [resource('arn:aws:s3:us-east-1:000000000000:accesspoint/a'), undefined],
  [resource('arn:aws:s3:us-east-1:000000000000:job/*'), undefined],
  [resource('arn:aws:thing'), undefined],
  [document({ ...identity, Sid: '' }, { ...identity, Sid: '' }), undefined],
  [condition('ForAnyValue:StringLikeIfExists', ['a', 'b']), undefined],
  [condition('Bool', false), undefined],
  [condition('NumericLessThan', 5), undefined],
  [condition('NumericLessThan', '${aws:y}'), undefined],
  [resource('arn:aws:ecs:*'), undefined],
  [resource('arn:aws:iam::000000000000:role/${aws:username}'), undefined],
]

const trustPolicies: [text: string, message: string | undefined][] = [
  ['{', 'This policy contains invalid Json'],
  ['[]', syntax],
  [document({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
  [document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  [
    document({ ...trust, Action: 'sts:*' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [principal('*'), 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
  [principal({ Service: 'ecs-tasks' }), 'Invalid principal in policy: "SERVICE":"ecs-tasks"'],
  [
    principal({ AWS: 'arn:aws:iam::000000000000:role/missing' }),
    'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/missing"',
  ],
  [
    principal({ Federated: 'https://example.com' }),
    'Federated principals must be valid domain names or SAML metadata ARNs',
  ],
  [
    principal({ Federated: 'cognito-identity.amazonaws.com' }),
    'A condition block must be present for the Cognito provider',
  ],
  [
    principal({ Service: '*.amazonaws.com' }),
    'Invalid principal in policy: "SERVICE":"*.amazonaws.com"',
  ],
  [
    principal({ Service: 'ecs-task.amazonaws.com' }),
    'Invalid principal in policy: "SERVICE":"ecs-task.amazonaws.com"',
  ],
  [
    document(github),
    `The trust policy must evaluate the claim ${issuer}:sub, since the identity provider is shared by many organizations.`,
  ],
  [principal({ Service: ['ecs-tasks.amazonaws.com', 'logs.us-east-1.amazonaws.com'] }), undefined],
  [principal({ AWS: ['000000000000', 'arn:aws:iam::111111111111:role/elsewhere'] }), undefined],
  [
    document({ ...github, Condition: { StringLike: { [`${issuer}:sub`]: 'repo:o/r:*' } } }),
    undefined,
  ],
]

async function expectEach(
  cases: typeof identityPolicies,
  create: (target: Target, text: string) => Promise<unknown>,
) {
  await using target = await openTarget()
  for (const [text, message] of cases) {
    if (message === undefined) await create(target, text)
    else
      await assert.rejects(
        create(target, text),
        { name: 'MalformedPolicyDocumentException', message },
        text,
      )
  }
}

test('what an identity policy may contain', () =>
  expectEach(identityPolicies, (target, PolicyDocument) =>
    new IAMClient(target.config).send(
      new CreatePolicyCommand({ PolicyName: unique('p'), PolicyDocument }),
    ),
  ))

test('what a trust policy may contain', () =>
  expectEach(trustPolicies, (target, AssumeRolePolicyDocument) =>
    new IAMClient(target.config).send(
      new CreateRoleCommand({ RoleName: unique('r'), AssumeRolePolicyDocument }),
    ),
  ))

test('an inline policy may have the version that IAM had before, or none', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const RoleName = unique('role')
  const older = (statement: object) =>
    JSON.stringify({ Version: '2008-10-17', Statement: [statement] })
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: older(trust) }))
  for (const PolicyDocument of [older(identity), JSON.stringify({ Statement: identity })])
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
})
