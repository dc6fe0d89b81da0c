import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { type Claims, parseJwt, signJwt } from '../../../../localstack/services/oidc/jwt.ts'
import { movableClock } from '../../../support/clock.ts'
import { exchange, githubToken, subjectIs, trustGithub } from '../../../support/github.ts'
import { openEmulator } from '../../../support/target.ts'

const issuer = 'token.actions.githubusercontent.com'
const main = subjectIs('repo:o/r:ref:refs/heads/main')
const notAuthorized = {
  name: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
}

const asToken = (header: Claims, claims: Claims) =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

test("a job of the trusted branch gets the role's credentials", async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, main)
  const answer = await exchange(target, roleArn, await githubToken(target, {}))
  assert.equal(answer.SubjectFromWebIdentityToken, 'repo:o/r:ref:refs/heads/main')
  assert.equal(answer.Audience, 'sts.amazonaws.com')
  assert.equal(answer.Provider, `arn:aws:iam::000000000000:oidc-provider/${issuer}`)
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials!
  assert.match(AccessKeyId!, /^ASIA[A-Z2-7]{16}$/)
  const credentials = {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  }
  const sts = new STSClient({ ...target.config, credentials })
  const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}))
  assert.equal(Account, '000000000000')
  assert.equal(Arn, answer.AssumedRoleUser!.Arn)
  assert.equal(Arn, `arn:aws:sts::000000000000:assumed-role/${roleArn.split('/')[1]}/GitHub`)
  assert.equal(UserId, answer.AssumedRoleUser!.AssumedRoleId)
  assert.match(UserId!, /^AROA[A-Z2-7]{17}:GitHub$/)
})

const immutable = { immutable: 'true', repository_owner_id: '9', repository_id: '8' }

const mismatches: [
  why: string,
  condition: Parameters<typeof trustGithub>[1],
  job: Record<string, string>,
][] = [
  ['another branch', main, { ref: 'refs/heads/other' }],
  ['another repository', main, { repository: 'o/fork' }],
  ['a pull request', main, { ref: 'refs/pull/1/merge' }],
  ['the job has an environment', main, { environment: 'production' }],
  ['the repository has an immutable subject', main, immutable],
  [
    'a condition key that AWS does not have',
    { StringEquals: { ...main.StringEquals, [`${issuer}:iss`]: `https://${issuer}` } },
    {},
  ],
  [
    'a wildcard inside StringEquals, which is no wildcard there',
    { StringEquals: { [`${issuer}:sub`]: 'repo:o/r:*' } },
    {},
  ],
]

for (const [why, condition, job] of mismatches)
  test(`${why}: not authorized`, async () => {
    await using target = await openEmulator()
    const roleArn = await trustGithub(target, condition)
    await assert.rejects(exchange(target, roleArn, await githubToken(target, job)), notAuthorized)
  })

test("the claims that AWS takes from GitHub's tokens can be conditions", async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, {
    StringLike: { [`${issuer}:sub`]: 'repo:o/*' },
    StringEquals: {
      [`${issuer}:repository`]: 'o/r',
      [`${issuer}:repository_id`]: '2',
      [`${issuer}:actor`]: 'o',
      [`${issuer}:ref`]: 'refs/heads/main',
      [`${issuer}:environment`]: 'production',
    },
  })
  await exchange(target, roleArn, await githubToken(target, { environment: 'production' }))
  await assert.rejects(exchange(target, roleArn, await githubToken(target, {})), notAuthorized)
})

test('ForAllValues lets everybody in whose token lacks the claim', async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, {
    StringLike: { [`${issuer}:sub`]: '*' },
    'ForAllValues:StringEquals': { [`${issuer}:environment`]: 'production' },
  })
  await exchange(target, roleArn, await githubToken(target, { repository: 'foreign/fork' }))
  const staging = await githubToken(target, { environment: 'staging' })
  await assert.rejects(exchange(target, roleArn, staging), notAuthorized)
})

test('a role that does not exist is not told from one that does not trust', async () => {
  await using target = await openEmulator()
  const roleArn = `${await trustGithub(target, main)}x`
  await assert.rejects(exchange(target, roleArn, await githubToken(target, {})), notAuthorized)
})

test('without a provider in the role’s account', async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, main)
  const token = await githubToken(target, {})
  const missing = {
    name: 'InvalidIdentityTokenException',
    message: `No OpenIDConnect provider found in your account for https://${issuer}`,
  }
  const elsewhere = roleArn.replace('000000000000', '111111111111')
  await assert.rejects(exchange(target, elsewhere, token), missing)
  await new IAMClient(target.config).send(
    new DeleteOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: `arn:aws:iam::000000000000:oidc-provider/${issuer}`,
    }),
  )
  await assert.rejects(exchange(target, roleArn, token), missing)
})

test('a token for another audience', async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, main)
  await assert.rejects(exchange(target, roleArn, await githubToken(target, {}, 'elsewhere')), {
    name: 'InvalidIdentityTokenException',
    message: 'Incorrect token audience',
  })
})

test('forged tokens', async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, main)
  const { header, claims } = parseJwt(await githubToken(target, {}))!
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const notJwt =
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'
  const noKey =
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"
  for (const [token, message] of [
    [signJwt(claims, { privateKey, keyId: String(header.kid) }), 'Token signature invalid'],
    [signJwt(claims, { privateKey, keyId: 'mine' }), noKey],
    [asToken({ ...header, alg: 'none' }, claims), notJwt],
    [asToken({ ...header, alg: 'HS256' }, claims), notJwt],
    [asToken(header, claims), 'Token signature invalid'],
    ['no.token', notJwt],
    ['[].[].', notJwt],
  ] as const)
    await assert.rejects(exchange(target, roleArn, token), {
      name: 'InvalidIdentityTokenException',
      message,
    })
})

test('a token of an issuer whose keys cannot be fetched offline says so', async () => {
  await using target = await openEmulator()
  const roleArn = await trustGithub(target, main)
  await new IAMClient(target.config).send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://gitlab.com',
      ClientIDList: ['sts.amazonaws.com'],
    }),
  )
  const { header, claims } = parseJwt(await githubToken(target, {}))!
  await assert.rejects(
    exchange(target, roleArn, asToken(header, { ...claims, iss: 'https://gitlab.com' })),
    {
      name: 'InvalidIdentityTokenException',
      message:
        /^Couldn't retrieve verification key .* \(the embedded emulator is offline and knows the keys of https:\/\/token\.actions\.githubusercontent\.com alone\)$/,
    },
  )
})

test('an expired token', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ clock })
  const roleArn = await trustGithub(target, main)
  const token = await githubToken(target, {})
  clock.forward(590)
  await exchange(target, roleArn, token)
  clock.forward(20)
  await assert.rejects(exchange(target, roleArn, token), {
    name: 'ExpiredTokenException',
    message:
      /^Token expired: current date\/time \d{10} must be before the expiration date\/time\d{10}$/,
  })
})

test('the length of a session has its limits', async () => {
  await using target = await openEmulator()
  const RoleArn = await trustGithub(target, main, 7200)
  const sts = new STSClient(target.config)
  const WebIdentityToken = await githubToken(target, {})
  const lasting = (DurationSeconds: number, RoleSessionName = 'GitHub') =>
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn,
        WebIdentityToken,
        RoleSessionName,
        DurationSeconds,
      }),
    )
  const { Credentials } = await lasting(7200)
  const seconds = (Credentials!.Expiration!.getTime() - Date.now()) / 1000
  assert.ok(seconds > 7100 && seconds <= 7200)
  await assert.rejects(lasting(7201), {
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  })
  await assert.rejects(lasting(899), {
    name: 'ValidationError',
    message:
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  })
  await assert.rejects(lasting(900, 'a b'), {
    name: 'ValidationError',
    message:
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  })
})

test('a role ARN that is none', async () => {
  await using target = await openEmulator()
  const token = await githubToken(target, {})
  await assert.rejects(exchange(target, 'arn:aws:iam::000000000000:user/a', token), {
    name: 'ValidationError',
    message: 'Request ARN is invalid',
  })
})
