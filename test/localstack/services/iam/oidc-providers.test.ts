import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam'
import { openTarget, unique } from '../../../support/target.ts'

test('a provider is created once, changed and deleted', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const host = `${unique('idp')}.example.com`
  const create = new CreateOpenIDConnectProviderCommand({ Url: `https://${host}/a` })
  const { OpenIDConnectProviderArn } = await iam.send(create)
  const which = { OpenIDConnectProviderArn }
  assert.equal(OpenIDConnectProviderArn, `arn:aws:iam::000000000000:oidc-provider/${host}/a`)
  await assert.rejects(iam.send(create), {
    name: 'EntityAlreadyExistsException',
    message: `Provider with url https://${host}/a already exists.`,
  })
  for (const ClientID of ['a', 'b', 'a'])
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ ...which, ClientID }))
  await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ ...which, ClientID: 'b' }))
  const ThumbprintList = ['f'.repeat(40)]
  await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ ...which, ThumbprintList }))
  const Tags = [{ Key: 'app', Value: 'a' }]
  await iam.send(new TagOpenIDConnectProviderCommand({ ...which, Tags }))
  const read = await iam.send(new GetOpenIDConnectProviderCommand(which))
  assert.deepEqual(
    [read.Url, read.ClientIDList, read.ThumbprintList, read.Tags],
    [`${host}/a`, ['a'], ThumbprintList, Tags],
  )
  const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}))
  assert.ok(OpenIDConnectProviderList!.some(({ Arn }) => Arn === OpenIDConnectProviderArn))
  await iam.send(new DeleteOpenIDConnectProviderCommand(which))
  await iam.send(new DeleteOpenIDConnectProviderCommand(which))
  await assert.rejects(iam.send(new GetOpenIDConnectProviderCommand(which)), {
    name: 'NoSuchEntityException',
    message: `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
  })
})

test('a provider speaks https and has its limits', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const create = (Url: string, more = {}) =>
    iam.send(new CreateOpenIDConnectProviderCommand({ Url, ...more }))
  for (const url of ['http://example.com', 'example.com'])
    await assert.rejects(create(url), {
      name: 'InvalidInputException',
      message: 'Invalid Open ID Connect Provider URL',
    })
  const ClientIDList = Array.from({ length: 101 }, (_, index) => `client-${index}`)
  await assert.rejects(create('https://example.com', { ClientIDList }), {
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
  })
  const ThumbprintList = Array.from({ length: 6 }, (_, index) => String(index).repeat(40))
  await assert.rejects(create('https://example.com', { ThumbprintList }), {
    name: 'InvalidInputException',
    message: 'Thumbprint list must contain fewer than 5 entries.',
  })
})

test('a provider is tagged', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: '1' }))
  const { OpenIDConnectProviderArn } = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: `https://${unique('idp')}.example.com`, Tags }),
  )
  const list = (arn?: string) =>
    iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: arn }))
  const untag = (arn?: string) =>
    iam.send(
      new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, TagKeys: ['a'] }),
    )
  assert.deepEqual((await list(OpenIDConnectProviderArn)).Tags, Tags)
  await untag(OpenIDConnectProviderArn)
  assert.deepEqual((await list(OpenIDConnectProviderArn)).Tags, [Tags[1]])
  const missing = `${OpenIDConnectProviderArn}-missing`
  for (const call of [list, untag])
    await assert.rejects(call(missing), {
      name: 'NoSuchEntityException',
      message: `OpenIDConnect Provider not found for arn ${missing}`,
    })
})
