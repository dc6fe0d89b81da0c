import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ACMClient } from '@aws-sdk/client-acm'
import type { Aws } from '../../../scripts/release/aws.ts'
import {
  ensureCertificate,
  findCertificate,
  findOwnCertificates,
  removeCertificates,
  waitForCertificate,
} from '../../../scripts/resources/certificate.ts'
import { importCertificate, makeCertificate } from '../../support/certificate.ts'
import { enterCheckout } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { asNewAccount, openEmulator, unique } from '../../support/target.ts'

const target = await openEmulator({ clockRate: 1000 })
after(() => target[Symbol.asyncDispose]())

/** An app in an account of its own. */
function open({ dryRun = false, at = target } = {}) {
  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  const account = asNewAccount(at)
  const { context, lines } = openContext(at, unique('shop'), { dryRun })
  context.aws = { acm: new ACMClient(account.config) } as unknown as Aws
  return { account, context, lines }
}

test('a certificate is requested once, waited for with its record, and removed', async () => {
  const { context, lines } = open()
  const arn = await ensureCertificate(context, 'www.example.com')
  assert.equal(await ensureCertificate(context, 'www.example.com'), arn)
  await waitForCertificate(context, { arn, domain: 'www.example.com' })
  assert.equal((await findCertificate(context, 'www.example.com'))?.Status, 'ISSUED')
  await removeCertificates(context)
  assert.deepEqual(await findOwnCertificates(context), [])
  assert.deepEqual(
    lines().filter((line) => !line.startsWith('ACM')),
    [
      'created      certificate for www.example.com',
      'unchanged    certificate for www.example.com',
      'deleted      certificate for www.example.com',
    ],
  )
})

test('a certificate that is there already is used, a wildcard for one level, and not removed', async () => {
  const { account, context, lines } = open()
  const arn = await importCertificate(account, makeCertificate('*.example.com'))
  assert.equal(await ensureCertificate(context, 'www.example.com'), arn)
  for (const domain of ['example.com', 'a.b.example.com', 'wwwexample.com'])
    assert.equal(await findCertificate(context, domain), undefined, domain)
  await removeCertificates(context)
  assert.equal((await findCertificate(context, 'www.example.com'))?.CertificateArn, arn)
  assert.deepEqual(lines(), ['unchanged    certificate for www.example.com'])
})

test('a certificate that is issued is preferred to one that is pending', async () => {
  await using slow = await openEmulator({ clockRate: 1 })
  const { account, context } = open({ at: slow })
  await ensureCertificate(context, 'www.example.com')
  const arn = await importCertificate(account)
  const found = await findCertificate(context, 'www.example.com')
  assert.equal(found?.CertificateArn, arn)
})

test('a dry run requests nothing, and does not wait', async () => {
  const { context, lines } = open({ dryRun: true })
  const arn = await ensureCertificate(context, 'www.example.com')
  assert.equal(arn, '(certificate for www.example.com, not created yet)')
  await waitForCertificate(context, { arn, domain: 'www.example.com' })
  assert.equal(await findCertificate(context, 'www.example.com'), undefined)
  assert.deepEqual(lines(), ['would create certificate for www.example.com'])
})
