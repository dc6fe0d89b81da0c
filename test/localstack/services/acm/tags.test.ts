import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ACMClient,
  AddTagsToCertificateCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm'
import { actAs, allow } from '../../../support/identity.ts'
import { openEmulator, openTarget } from '../../../support/target.ts'

test('tags are added, listed and removed, by key or with their value', async () => {
  await using target = await openTarget()
  const acm = new ACMClient(target.config)
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: 'www.example.com',
      ValidationMethod: 'DNS',
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  )
  const list = async () =>
    (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags
  const add = (Key: string) =>
    acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: [{ Key, Value: '2' }] }))
  await add('b')
  assert.deepEqual(await list(), [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ])
  await acm.send(
    new RemoveTagsFromCertificateCommand({
      CertificateArn,
      Tags: [{ Key: 'a', Value: 'other' }, { Key: 'b' }],
    }),
  )
  assert.deepEqual(await list(), [{ Key: 'a', Value: '1' }])
  await assert.rejects(add('aws:a'), { name: 'InvalidTagException' })
  for (let n = 0; n < 49; n++) await add(`t${n}`)
  await assert.rejects(add('one more'), { name: 'TooManyTagsException' })
})

test('a request with tags needs the permission to tag', async () => {
  await using target = await openEmulator({ enforceIam: true })
  const { config, session } = await actAs(target, [allow('acm:RequestCertificate')])
  const request = (Tags?: { Key: string }[]) =>
    new ACMClient(config).send(
      new RequestCertificateCommand({ DomainName: 'example.com', ValidationMethod: 'DNS', Tags }),
    )
  await request()
  await assert.rejects(request([{ Key: 'a' }]), {
    name: 'AccessDeniedException',
    message: `User: ${session} is not authorized to perform: acm:AddTagsToCertificate on resource: arn:aws:acm:us-east-1:000000000000:certificate/* because no identity-based policy allows the acm:AddTagsToCertificate action`,
  })
})
