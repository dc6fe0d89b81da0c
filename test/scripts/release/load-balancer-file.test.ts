import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  needsCertificate,
  readDomain,
  readLoadBalancer,
  servingListener,
} from '../../../scripts/release/load-balancer-file.ts'
import type { Values } from '../../../scripts/release/template.ts'
import { enterCheckout } from '../../support/checkout.ts'

const http = { Protocol: 'HTTP', Port: 80 }
const https = {
  Protocol: 'HTTPS',
  Port: 443,
  Certificates: [{ CertificateArn: '${CERTIFICATE}' }],
}
const redirectTo = (RedirectConfig: object) => ({
  ...http,
  DefaultActions: [{ Type: 'redirect', RedirectConfig }],
})
const redirect = redirectTo({ Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' })

function read(file: object, values: Values = {}) {
  using _ = enterCheckout({ '.aws/load-balancer.json': file })
  return readLoadBalancer(values)
}

const rejects = (file: object, message: string) =>
  assert.throws(() => read(file), { message: `.aws/load-balancer.json: ${message}` })

test('the listener without actions of its own forwards to the services, over HTTPS if there is one', () => {
  const serving = (...Listeners: object[]) => servingListener(read({ Listeners })).Port
  assert.equal(serving(http), 80)
  assert.equal(serving(redirect, https), 443)
  assert.equal(serving(http, https), 443)

  const other = { ...http, DefaultActions: [{ Type: 'fixed-response' }] }
  assert.throws(() => serving(other), {
    message:
      '.aws/load-balancer.json: no listener forwards to the services: leave out its DefaultActions',
  })
})

test('the certificate of the domain has a placeholder, which is filled once there is one', () => {
  const file = { Listeners: [redirect, https] }
  const before = read(file)
  assert.equal(needsCertificate(before), true)
  const after = read(file, { CERTIFICATE: 'arn:aws:acm:eu-west-1:1:certificate/a' })
  assert.equal(needsCertificate(after), false)
  assert.deepEqual(after.listeners[1]!.Certificates, [
    { CertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/a' },
  ])
  assert.equal(needsCertificate(read({ Listeners: [http] })), false)
})

test('an invalid file is rejected before anything is sent', () => {
  const listener = 'Listeners must be a list with a listener: {"Protocol": "HTTP", "Port": 80}'
  rejects({ Scheme: 'internal' }, listener)
  rejects({ Listeners: [] }, listener)
  rejects({ Listeners: [{ Port: 80 }] }, 'each of Listeners needs a Protocol and a Port')
  rejects(
    { Schema: 'internal', Listeners: [http] },
    'unknown member Schema of CreateLoadBalancerInput: did you mean Scheme?',
  )
  rejects(
    { Listeners: [{ Protocol: 'HTTP', Prt: 80 }] },
    'unknown member Prt of CreateListenerInput: did you mean Port?',
  )
})

test('a listener that AWS would reject is reported with its member', () => {
  const cases: [object[], string][] = [
    [[http, http], 'Listeners[0].Port is 80, which another listener has'],
    [[{ ...http, Protocol: 'https' }], 'Listeners[0].Protocol is https, and must be HTTP or HTTPS'],
    [
      [http, { Protocol: 'HTTPS', Port: 443 }],
      'Listeners[1].Certificates must have one certificate: [{"CertificateArn": "${CERTIFICATE}"}] is that of DOMAIN',
    ],
    [
      [{ ...https, Protocol: 'HTTP' }],
      'Listeners[0].Certificates is for HTTPS, and Protocol is HTTP',
    ],
    [
      [{ ...http, SslPolicy: 'ELBSecurityPolicy-2016-08' }],
      'Listeners[0].SslPolicy is for HTTPS, and Protocol is HTTP',
    ],
    [
      [{ ...https, SslPolicy: 'TLSv1.3' }],
      'Listeners[0].SslPolicy is TLSv1.3, and must be a security policy such as ELBSecurityPolicy-TLS13-1-2-2021-06',
    ],
  ]
  for (const [Listeners, message] of cases) rejects({ Listeners }, message)
})

test('a redirect leads to a listener with its protocol', () => {
  const config = 'Listeners[0].DefaultActions[0].RedirectConfig'
  const cases: [object, string][] = [
    [{ Protocol: 'HTTPS', Port: '443' }, '.StatusCode must be HTTP_301 or HTTP_302'],
    [
      { Protocol: 'HTTPS', Port: '8443', StatusCode: 'HTTP_301' },
      '.Port is 8443, on which no listener is',
    ],
    [
      { Protocol: 'HTTP', Port: '443', StatusCode: 'HTTP_301' },
      '.Protocol is HTTP, and the listener on port 443 has HTTPS',
    ],
    [
      { Protocol: 'HTTPS', StatusCode: 'HTTP_301' },
      '.Protocol is HTTPS, and the listener on port 80 has HTTP',
    ],
  ]
  for (const [given, message] of cases)
    rejects({ Listeners: [redirectTo(given), https] }, `${config}${message}`)
  const elsewhere = redirectTo({ Host: 'example.com', Port: '8443', StatusCode: 'HTTP_302' })
  assert.equal(read({ Listeners: [elsewhere, https] }).listeners.length, 2)
})

test('HTTPS needs a domain name', () => {
  const ENVIRONMENT = 'staging'
  assert.equal(readDomain({ ENVIRONMENT, DOMAIN: 'www.example.com' }), 'www.example.com')
  assert.throws(() => readDomain({ ENVIRONMENT }), {
    message:
      '.aws/environments/staging.env has no DOMAIN: .aws/load-balancer.json has a listener with HTTPS, whose certificate is for a domain name: add DOMAIN=www.example.com',
  })
  for (const DOMAIN of ['', 'example', 'https://example.com', 'Example.com', '*.example.com'])
    assert.throws(() => readDomain({ ENVIRONMENT, DOMAIN }), {
      message: `.aws/environments/staging.env: DOMAIN is "${DOMAIN}", and must be a domain name in lower-case letters, such as www.example.com, with at most 64 characters`,
    })
})
