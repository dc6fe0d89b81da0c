import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import {
  ACMClient,
  type ACMServiceException,
  type CertificateDetail,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm'
import {
  CreateListenerCommand,
  DeleteListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { issueAuthority, issueCertificate } from '../../../../scripts/certificates/certificate.ts'
import { openBalancer } from '../../../support/balancer.ts'
import { importCertificate, makeCertificate } from '../../../support/certificate.ts'
import { asNewAccount, openEmulator, openTarget, type Target } from '../../../support/target.ts'
import { until } from '../../../support/until.ts'

function clientOf(target: Pick<Target, 'config'>) {
  const acm = new ACMClient(target.config)
  const request = async (more: Partial<RequestCertificateCommandInput> = {}) => {
    const { CertificateArn } = await acm.send(
      new RequestCertificateCommand({
        DomainName: 'www.example.com',
        ValidationMethod: 'DNS',
        ...more,
      }),
    )
    return CertificateArn!
  }
  const describe = async (CertificateArn: string): Promise<CertificateDetail> =>
    (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate!
  return { acm, request, describe }
}

test('a requested certificate is pending, and says which record DNS needs', async () => {
  await using target = await openEmulator({ clockRate: 1 })
  const { acm, request, describe } = clientOf(target)
  const arn = await request({ SubjectAlternativeNames: ['*.example.com', 'example.com'] })
  assert.match(arn, /^arn:aws:acm:us-east-1:000000000000:certificate\/[0-9a-f-]{36}$/)
  const { Status, Type, KeyAlgorithm, InUseBy, IssuedAt, NotAfter, ...detail } = await describe(arn)
  assert.deepEqual(
    { Status, Type, KeyAlgorithm, InUseBy, IssuedAt, NotAfter },
    {
      Status: 'PENDING_VALIDATION',
      Type: 'AMAZON_ISSUED',
      KeyAlgorithm: 'RSA_2048',
      InUseBy: [],
      IssuedAt: undefined,
      NotAfter: undefined,
    },
  )
  const [www, wildcard, apex] = detail.DomainValidationOptions!
  assert.equal(www!.ValidationStatus, 'PENDING_VALIDATION')
  assert.match(www!.ResourceRecord!.Name!, /^_[0-9a-f]{32}\.www\.example\.com\.$/)
  assert.match(www!.ResourceRecord!.Value!, /^_[0-9a-f]{32}\.[a-p]{10}\.acm-validations\.aws\.$/)
  assert.equal(www!.ResourceRecord!.Type, 'CNAME')
  assert.deepEqual(wildcard!.ResourceRecord, apex!.ResourceRecord)
  const again = await describe(await request())
  assert.deepEqual(again.DomainValidationOptions![0]!.ResourceRecord, www!.ResourceRecord)
  await assert.rejects(acm.send(new GetCertificateCommand({ CertificateArn: arn })), {
    name: 'RequestInProgressException',
  })
})

test('the authority at /_aws/acm/ca.pem signs what is issued', async () => {
  await using target = await openEmulator({ clockRate: 1000 })
  const { acm, request, describe } = clientOf(target)
  const authority = await (await fetch(`${target.url}/_aws/acm/ca.pem`)).text()
  for (const [KeyAlgorithm, type] of [
    ['RSA_2048', 'rsa'],
    ['EC_prime256v1', 'ec'],
    ['EC_secp384r1', 'ec'],
  ] as const) {
    const arn = await request({ KeyAlgorithm, SubjectAlternativeNames: ['*.example.com'] })
    const detail = await until('the certificate', async () => {
      const found = await describe(arn)
      return found.Status === 'ISSUED' && found
    })
    assert.equal(detail.DomainValidationOptions![0]!.ValidationStatus, 'SUCCESS')
    assert.equal(detail.KeyAlgorithm, KeyAlgorithm)
    const { Certificate, CertificateChain } = await acm.send(
      new GetCertificateCommand({ CertificateArn: arn }),
    )
    assert.equal(CertificateChain, authority)
    const certificate = new X509Certificate(Certificate!)
    assert.ok(certificate.verify(new X509Certificate(authority).publicKey))
    assert.equal(certificate.publicKey.asymmetricKeyType, type)
    assert.ok(certificate.checkHost('shop.example.com'))
    assert.equal(detail.NotAfter!.getTime(), certificate.validToDate.getTime())
  }
})

test('a token names one request', async () => {
  await using target = await openTarget()
  const { request } = clientOf(target)
  const arn = await request({ IdempotencyToken: 'one' })
  assert.equal(await request({ IdempotencyToken: 'one' }), arn)
  assert.notEqual(await request({ IdempotencyToken: 'two' }), arn)
  assert.notEqual(await request({ IdempotencyToken: 'one', DomainName: 'example.com' }), arn)
})

test('what only AWS could validate or issue is answered with 501', async () => {
  await using target = await openTarget()
  const { request } = clientOf(target)
  for (const input of [
    { ValidationMethod: 'EMAIL' },
    { ValidationMethod: undefined },
    { KeyAlgorithm: 'RSA_4096' },
    { Options: { Export: 'ENABLED' } },
  ] satisfies Partial<RequestCertificateCommandInput>[])
    await assert.rejects(
      request(input),
      (error: ACMServiceException) => error.$metadata.httpStatusCode === 501,
    )
  await assert.rejects(request({ DomainName: `${'a'.repeat(60)}.example.com` }), {
    name: 'InvalidDomainValidationOptionsException',
    message: 'The first domain name can be no longer than 64 characters.',
  })
  await assert.rejects(request({ DomainName: 'no domain' }), { name: 'ValidationException' })
})

test('certificates are listed; those with other keys than RSA’s short ones only if asked for', async () => {
  await using target = await openTarget()
  const account = asNewAccount(target)
  const { acm, request } = clientOf(account)
  const first = await request()
  const second = await request({ DomainName: 'example.com' })
  const imported = await importCertificate(account)
  const list = async (input: ConstructorParameters<typeof ListCertificatesCommand>[0] = {}) => {
    const { CertificateSummaryList = [], NextToken } = await acm.send(
      new ListCertificatesCommand(input),
    )
    return { arns: CertificateSummaryList.map(({ CertificateArn }) => CertificateArn), NextToken }
  }
  assert.deepEqual((await list()).arns, [first, second])
  assert.deepEqual((await list({ Includes: { keyTypes: ['EC_prime256v1'] } })).arns, [imported])
  const { arns, NextToken } = await list({ MaxItems: 1 })
  assert.deepEqual(arns, [first])
  assert.deepEqual((await list({ MaxItems: 1, NextToken })).arns, [second])
  assert.deepEqual((await list({ SortBy: 'CREATED_AT', SortOrder: 'DESCENDING' })).arns, [
    second,
    first,
  ])
  assert.deepEqual((await list({ CertificateStatuses: ['EXPIRED'] })).arns, [])
})

test('a certificate that a listener uses is not deleted', async () => {
  await using target = await openTarget()
  const { elb, loadBalancerArn } = await openBalancer(target)
  const { acm, describe } = clientOf(target)
  const CertificateArn = await importCertificate(target)
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    }),
  )
  assert.deepEqual((await describe(CertificateArn)).InUseBy, [loadBalancerArn])
  const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn }))
  await assert.rejects(remove, {
    name: 'ResourceInUseException',
    message: `Certificate ${CertificateArn} in account 000000000000 is in use.`,
  })
  await elb.send(new DeleteListenerCommand({ ListenerArn: Listeners![0]!.ListenerArn }))
  await remove()
  await assert.rejects(describe(CertificateArn), {
    name: 'ResourceNotFoundException',
    message: `Could not find certificate ${CertificateArn}.`,
  })
})

test('an imported certificate is checked with its key and chain, and can be replaced', async () => {
  await using target = await openTarget()
  const { acm, describe, request } = clientOf(target)
  const authority = issueAuthority('authority', new Date())
  const issued = issueCertificate({
    names: ['www.example.com'],
    now: new Date(),
    issuer: authority,
  })
  const input = {
    Certificate: Buffer.from(issued.cert),
    PrivateKey: Buffer.from(issued.key),
    CertificateChain: Buffer.from(authority.cert),
  }
  const send = (more: object = {}) => acm.send(new ImportCertificateCommand({ ...input, ...more }))
  const { CertificateArn } = await send({ Tags: [{ Key: 'a', Value: '1' }] })
  const { Status, Type, DomainName, ImportedAt, Issuer } = await describe(CertificateArn!)
  assert.deepEqual(
    [Status, Type, DomainName, Issuer],
    ['ISSUED', 'IMPORTED', 'www.example.com', 'authority'],
  )
  assert.ok(ImportedAt)
  const other = makeCertificate('other.example.com')
  const wrong: [object, string][] = [
    [{ PrivateKey: Buffer.from('none') }, 'Passed PEM was not a private key.'],
    [
      { PrivateKey: Buffer.from(other.key) },
      'The private key does not match the public key of the certificate.',
    ],
    [
      { CertificateChain: Buffer.from(other.cert) },
      'Could not validate the certificate with the certificate chain.',
    ],
    [{ CertificateArn, Tags: [{ Key: 'a' }] }, 'Tagging is not permitted on re-import.'],
  ]
  for (const [more, message] of wrong)
    await assert.rejects(send(more), { name: 'ValidationException', message })
  await assert.rejects(send({ CertificateArn: await request() }), { name: 'ValidationException' })
  await acm.send(
    new ImportCertificateCommand({
      CertificateArn,
      Certificate: Buffer.from(other.cert),
      PrivateKey: Buffer.from(other.key),
    }),
  )
  assert.equal((await describe(CertificateArn!)).DomainName, 'other.example.com')
})
