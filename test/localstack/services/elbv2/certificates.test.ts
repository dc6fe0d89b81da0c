import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm'
import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  type CreateListenerCommandInput,
  DescribeAccountLimitsCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeSSLPoliciesCommand,
  type ElasticLoadBalancingV2ServiceException,
  ModifyListenerCommand,
  RemoveListenerCertificatesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../support/balancer.ts'
import { importCertificate, makeCertificate } from '../../../support/certificate.ts'
import { openEmulator, openTarget, type Target } from '../../../support/target.ts'

const absent = 'arn:aws:acm:us-east-1:000000000000:certificate/12345678-1234-1234-1234-123456789012'

async function open(target: Target) {
  const balancer = await openBalancer(target)
  const { elb, loadBalancerArn: LoadBalancerArn } = balancer
  const one = await importCertificate(target)
  const two = await importCertificate(target)
  const secure = async (more: Partial<CreateListenerCommandInput> = {}) => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Protocol: 'HTTPS',
        Port: 443,
        Certificates: [{ CertificateArn: one }],
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
        ...more,
      }),
    )
    return Listeners![0]!
  }
  return { ...balancer, secure, one, two }
}

test('an HTTPS listener has its certificate and a policy', async () => {
  await using target = await openTarget()
  const { elb, secure, one } = await open(target)
  const { ListenerArn, Protocol, Certificates, SslPolicy } = await secure()
  assert.deepEqual(
    [Protocol, Certificates, SslPolicy],
    ['HTTPS', [{ CertificateArn: one }], 'ELBSecurityPolicy-2016-08'],
  )
  const { Listeners } = await elb.send(
    new ModifyListenerCommand({ ListenerArn, SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }),
  )
  assert.equal(Listeners![0]!.SslPolicy, 'ELBSecurityPolicy-TLS13-1-2-2021-06')
  assert.deepEqual(Listeners![0]!.Certificates, [{ CertificateArn: one }])
  await elb.send(new ModifyListenerCommand({ ListenerArn, Protocol: 'HTTP' }))
  const { Listeners: plain } = await elb.send(
    new DescribeListenersCommand({ ListenerArns: [ListenerArn!] }),
  )
  assert.deepEqual(
    [plain![0]!.Protocol, plain![0]!.SslPolicy, plain![0]!.Certificates ?? []],
    ['HTTP', undefined, []],
  )
})

test('what is wrong with a listener’s certificates is refused', async () => {
  await using target = await openTarget()
  const { secure, one, two } = await open(target)
  const refused: [Partial<CreateListenerCommandInput>, string, string][] = [
    [
      { Certificates: [] },
      'ValidationError',
      'A certificate must be specified for HTTPS listeners',
    ],
    [
      { Protocol: 'HTTP' },
      'ValidationError',
      'A certificate cannot be specified for HTTP listeners',
    ],
    [
      { Protocol: 'HTTP', Certificates: undefined, SslPolicy: 'ELBSecurityPolicy-2016-08' },
      'ValidationError',
      'An SSL policy cannot be specified for HTTP listeners',
    ],
    [
      {
        Certificates: [{ CertificateArn: one }, { CertificateArn: two }],
      },
      'ValidationError',
      'Only one certificate can be specified',
    ],
    [
      { Certificates: [{ CertificateArn: absent }] },
      'CertificateNotFoundException',
      `Certificate '${absent}' not found`,
    ],
    [
      { SslPolicy: 'ELBSecurityPolicy-None' },
      'SSLPolicyNotFoundException',
      "SSL policy 'ELBSecurityPolicy-None' not found",
    ],
    [
      { AlpnPolicy: ['HTTP2Only'] },
      'ValidationError',
      "You cannot set ALPN policy on load balancers of type 'application'",
    ],
  ]
  for (const [input, name, message] of refused)
    await assert.rejects(secure(input), { name, message })
})

test('more certificates are added, listed and removed, the default one stays', async () => {
  await using target = await openTarget()
  const { elb, listenerArn, secure, one: first, two: second } = await open(target)
  const { ListenerArn } = await secure()
  const two = [{ CertificateArn: second }]
  await elb.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates: two }))
  const list = async () =>
    (await elb.send(new DescribeListenerCertificatesCommand({ ListenerArn }))).Certificates
  assert.deepEqual(await list(), [
    { CertificateArn: first, IsDefault: true },
    { CertificateArn: second, IsDefault: false },
  ])
  await elb.send(new RemoveListenerCertificatesCommand({ ListenerArn, Certificates: two }))
  assert.equal((await list())!.length, 1)
  const one = [{ CertificateArn: first }]
  await assert.rejects(
    elb.send(new RemoveListenerCertificatesCommand({ ListenerArn, Certificates: one })),
    {
      name: 'OperationNotPermittedException',
      message: 'Default certificate cannot be removed',
    },
  )
  await assert.rejects(
    elb.send(new AddListenerCertificatesCommand({ ListenerArn: listenerArn, Certificates: two })),
    {
      name: 'ValidationError',
      message: 'A certificate cannot be specified for HTTP listeners',
    },
  )
  const many = await Promise.all(
    Array.from({ length: 26 }, async () => ({ CertificateArn: await importCertificate(target) })),
  )
  await assert.rejects(
    elb.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates: many })),
    {
      name: 'TooManyCertificatesException',
      message: 'The maximum number of certificates for a load balancer is 25',
    },
  )
})

test('a certificate that is pending, or not for a domain, is not supported', async () => {
  await using target = await openEmulator({ clockRate: 1 })
  const { secure } = await open(target)
  const { CertificateArn } = await new ACMClient(target.config).send(
    new RequestCertificateCommand({ DomainName: 'www.example.com', ValidationMethod: 'DNS' }),
  )
  await assert.rejects(secure({ Certificates: [{ CertificateArn }] }), {
    name: 'UnsupportedCertificate',
    message: `The certificate '${CertificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
  })
  const CertificateOfHost = await importCertificate(target, makeCertificate('host'))
  await assert.rejects(secure({ Certificates: [{ CertificateArn: CertificateOfHost }] }), {
    name: 'UnsupportedCertificate',
  })
})

test('server certificates of IAM and policies that only AWS knows are answered with 501', async () => {
  await using target = await openTarget()
  const { secure } = await open(target)
  const CertificateArn = 'arn:aws:iam::000000000000:server-certificate/web'
  for (const input of [
    { Certificates: [{ CertificateArn }] },
    { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04' },
  ])
    await assert.rejects(
      secure(input),
      (error: ElasticLoadBalancingV2ServiceException) => error.$metadata.httpStatusCode === 501,
    )
  const { SslPolicy } = await secure({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' })
  assert.equal(SslPolicy, 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09')
})

test('policies and limits are listed', async () => {
  await using target = await openTarget()
  const { elb } = await open(target)
  const { SslPolicies } = await elb.send(
    new DescribeSSLPoliciesCommand({ Names: ['ELBSecurityPolicy-TLS13-1-3-2021-06'] }),
  )
  assert.deepEqual(
    SslPolicies!.map(({ SslProtocols, Ciphers }) => [SslProtocols, Ciphers![0]]),
    [[['TLSv1.3'], { Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 }]],
  )
  const { Limits } = await elb.send(new DescribeAccountLimitsCommand({}))
  assert.deepEqual(
    Limits!.find(({ Name }) => Name === 'listeners-per-application-load-balancer'),
    { Name: 'listeners-per-application-load-balancer', Max: '50' },
  )
})
