import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { ListRolesCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { aws, ensureAwsCli } from '../../support/awscli.ts'
import { movableClock } from '../../support/clock.ts'
import { actAs, allow } from '../../support/identity.ts'
import { post, presign } from '../../support/signer.ts'
import { openEmulator } from '../../support/target.ts'

before(ensureAwsCli)

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

test('what the SDK and the AWS CLI sign is right, whatever a body holds', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const { config } = await actAs(target, [allow('*')])
  await new ECRClient(config).send(new DescribeRepositoriesCommand({}))
  await new EC2Client(config).send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'tag:a b/ü', Values: ['*&=+'] }] }),
  )
  await aws({ ...target, config }, 'iam', 'list-roles', '--path-prefix', '/a/')
  await aws({ ...target, config }, 'ecs', 'list-clusters')
})

test('a wrong secret key is refused, in the words of each protocol', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const { config } = await actAs(target, [allow('*')])
  const wrong = { ...config, credentials: { ...config.credentials, secretAccessKey: 'wrong' } }
  await assert.rejects(new ECRClient(wrong).send(new DescribeRepositoriesCommand({})), {
    name: 'InvalidSignatureException',
    message: mismatch,
  })
  await assert.rejects(new IAMClient(wrong).send(new ListRolesCommand({})), {
    name: 'SignatureDoesNotMatch',
    message: mismatch,
  })
  await assert.rejects(new EC2Client(wrong).send(new DescribeVpcsCommand({})), {
    name: 'AuthFailure',
    message: 'AWS was not able to validate the provided access credentials',
  })
  const emulator = await openEmulator()
  await using other = emulator
  const anybody = await actAs(other, [])
  const unsigned = { ...anybody.config.credentials, secretAccessKey: 'wrong' }
  await new STSClient({ ...other.config, credentials: unsigned }).send(
    new GetCallerIdentityCommand({}),
  )
})

test('a body that was changed after it was signed is refused', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const { config } = await actAs(target, [allow('*')])
  const sts = new STSClient(config)
  sts.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> }
      request.body = request.body.replace('Version=', 'Versiom=')
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  await assert.rejects(sts.send(new GetCallerIdentityCommand({})), {
    name: 'SignatureDoesNotMatch',
  })
})

test('keys that nobody issued are unknown, except those of the account', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const as = (accessKeyId: string) =>
    new STSClient({
      ...target.config,
      credentials: { accessKeyId, secretAccessKey: 'any' },
    }).send(new GetCallerIdentityCommand({}))
  await assert.rejects(as('AKIAIOSFODNN7EXAMPLE'), {
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  })
  assert.equal((await as('111111111111')).Account, '111111111111')
  assert.equal((await as('test')).Account, '000000000000')
})

test('a call without a signature is nobody’s', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const response = await fetch(target.url, {
    method: 'POST',
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  })
  assert.equal(response.status, 403)
  assert.match(
    await response.text(),
    /<Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token</,
  )
})

test('a signature is good for five minutes on either side', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ enforceIam: true, clock })
  const { config } = await actAs(target, [allow('*')])
  clock.forward(600)
  const old = new IAMClient({ ...config, maxAttempts: 1 })
  await assert.rejects(old.send(new ListRolesCommand({})), {
    name: 'SignatureDoesNotMatch',
    message:
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  })
  clock.forward(-1200)
  const early = new ECRClient({ ...config, maxAttempts: 1 })
  await assert.rejects(early.send(new DescribeRepositoriesCommand({})), {
    name: 'InvalidSignatureException',
    message:
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
  })
})

const listClusters = {
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters',
  },
  body: '{}',
}
const getCallerIdentity = {
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
}

test('a signature has to cover the host and every x-amz header', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const role = { ...target, ...(await actAs(target, [allow('*')])) }
  const signed = { signingService: 'ecs' }
  assert.equal((await post(role, listClusters, signed)).status, 200)
  for (const [name, text] of [
    ['host', "'Host' or ':authority'"],
    ['x-amz-target', "'x-amz-target'"],
    ['x-amz-date', "'x-amz-date'"],
    ['x-amz-security-token', "'x-amz-security-token'"],
  ] as const) {
    const response = await post(role, listClusters, {
      ...signed,
      unsignableHeaders: new Set([name]),
    })
    assert.equal(response.status, 400, name)
    assert.deepEqual(await response.json(), {
      __type: 'InvalidSignatureException',
      message: `${text} must be a 'SignedHeader' in the AWS Authorization.`,
    })
  }
  const query = await post(role, getCallerIdentity, { unsignableHeaders: new Set(['host']) })
  assert.equal(query.status, 403)
  assert.match(await query.text(), /<Code>SignatureDoesNotMatch<[^]*must be a 'SignedHeader' in/)
})

test('a signature is good for the service that it is for', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const role = { ...target, ...(await actAs(target, [allow('*')])) }
  const ecr = {
    headers: {
      ...listClusters.headers,
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRegistry',
    },
    body: '{}',
  }
  for (const [right, wrong, request] of [
    ['ecs', 'ecr', listClusters],
    ['ecr', 'ecr-public', ecr],
    ['sts', 's3', getCallerIdentity],
  ] as const)
    for (const caller of [role, target]) {
      assert.equal((await post(caller, request, { signingService: right })).status, 200)
      const response = await post(caller, request, { signingService: wrong })
      assert.ok([400, 403].includes(response.status))
      const text = await response.text()
      assert.ok(text.includes(`Credential should be scoped to correct service: '${right}'.`), text)
    }
})

const identityQuery = { Action: 'GetCallerIdentity', Version: '2011-06-15' }

test('a presigned call is its signer’s', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const role = { ...target, ...(await actAs(target, [])) }
  const header = { 'x-k8s-aws-id': 'cluster' }
  const url = await presign(role, identityQuery, {
    headers: header,
    unhoistableHeaders: new Set(Object.keys(header)),
  })
  assert.match(await (await fetch(url, { headers: header })).text(), new RegExp(role.session))
  const other = await fetch(url, { headers: { 'x-k8s-aws-id': 'other' } })
  assert.equal(other.status, 403)
  assert.match(await other.text(), /<Code>SignatureDoesNotMatch</)
  const changed = await fetch(url.replace('GetCallerIdentity', 'GetSessionToken'))
  assert.match(await changed.text(), /<Code>SignatureDoesNotMatch</)
})

test('a presigned call is good for fifteen minutes', async () => {
  const clock = movableClock()
  await using target = await openEmulator({ enforceIam: true, clock })
  const role = { ...target, ...(await actAs(target, [])) }
  const url = await presign(role, identityQuery)
  clock.forward(14 * 60)
  assert.equal((await fetch(url)).status, 200)
  clock.forward(2 * 60)
  const late = await fetch(url)
  assert.equal(late.status, 403)
  assert.match(
    await late.text(),
    /Signature expired: \S+ is now earlier than \S+ \(\S+ - 15 min\.\)/,
  )
})
