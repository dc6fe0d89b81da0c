import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { connect, type ConnectionOptions, type SecureVersion } from 'node:tls'
import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  DescribeListenersCommand,
  ModifyListenerCommand,
  RemoveListenerCertificatesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { importCertificate, makeCertificate } from '../../../../support/certificate.ts'
import { openBalancer, openServer } from '../../../../support/balancer.ts'
import { get } from '../../../../support/exchange.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'

/** A balancer with an HTTPS listener on 443 before a target that tells its headers. */
async function openSecure(target: Target) {
  const balancer = await openBalancer(target)
  const server = await openServer(({ headers }, response) => response.end(JSON.stringify(headers)))
  await balancer.register(server)
  const issued = makeCertificate('www.example.com', '*.example.org')
  const CertificateArn = await importCertificate(target, issued)
  const { Listeners } = await balancer.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer.loadBalancerArn,
      Protocol: 'HTTPS',
      Port: 443,
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: balancer.targetGroupArn }],
    }),
  )
  return {
    ...balancer,
    server,
    issued,
    CertificateArn,
    secureArn: Listeners![0]!.ListenerArn!,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** A client's connection to a published listener, which asks for a host name. */
async function connectTo(url: string, servername: string, options: ConnectionOptions = {}) {
  const { hostname, port } = new URL(url)
  const socket = connect({
    host: hostname,
    port: Number(port),
    servername,
    ca: [],
    rejectUnauthorized: false,
    ...options,
  })
  await once(socket, 'secureConnect')
  return socket
}

/** Speaks TLS to a published listener as a client that asks for a host name. */
async function ask(url: string, servername: string, request: string) {
  const socket = await connectTo(url, servername)
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw)
  socket.write(request)
  return { certificate, answer: await text(socket) }
}

test('an HTTPS listener serves the certificate for the host name, and its default one for others', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  const other = makeCertificate('api.example.net')
  const CertificateArn = await importCertificate(target, other)
  const ListenerArn = balancer.secureArn
  await balancer.elb.send(
    new AddListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }),
  )
  const url = await balancer.published(balancer.secureArn)
  assert.match(url, /^https:\/\/localhost:\d+\/$/)
  for (const [name, { cert }] of [
    ['www.example.com', balancer.issued],
    ['shop.example.org', balancer.issued],
    ['api.example.net', other],
    ['localhost', balancer.issued],
  ] as const) {
    const request = `GET / HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`
    const { certificate, answer } = await ask(url, name, request)
    assert.equal(certificate.fingerprint256, new X509Certificate(cert).fingerprint256, name)
    const headers = JSON.parse(
      answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1),
    ) as Record<string, string>
    assert.equal(headers['x-forwarded-proto'], 'https')
    assert.equal(headers['x-forwarded-port'], '443')
  }
  await balancer.elb.send(
    new RemoveListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }),
  )
  const socket = await connectTo(url, 'api.example.net')
  assert.equal(socket.getPeerX509Certificate()!.checkHost('api.example.net'), undefined)
  socket.destroy()
})

test('a listener’s policy decides about the version of TLS, also after a change', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  const url = await balancer.published(balancer.secureArn)
  const versionWith = async (maxVersion: SecureVersion) => {
    const socket = await connectTo(url, 'www.example.com', { maxVersion })
    const version = socket.getProtocol()
    socket.destroy()
    return version
  }
  assert.equal(await versionWith('TLSv1.3'), 'TLSv1.2')
  const SslPolicy = 'ELBSecurityPolicy-TLS13-1-3-2021-06'
  await balancer.elb.send(new ModifyListenerCommand({ ListenerArn: balancer.secureArn, SslPolicy }))
  assert.equal(await versionWith('TLSv1.3'), 'TLSv1.3')
  await assert.rejects(versionWith('TLSv1.2'), { code: /SSL|ECONNRESET/ })
})

test('a WebSocket’s last words, which come together with its end, reach the target', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  const heard = Promise.withResolvers<string>()
  balancer.server.on('upgrade', (_request, socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    heard.resolve(text(socket))
  })
  const socket = await connectTo(await balancer.published(balancer.secureArn), 'web')
  socket.write('GET / HTTP/1.1\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(socket, 'data')
  socket.end('last words')
  assert.equal(await heard.promise, 'last words')
})

test('plain HTTP to an HTTPS listener gets no answer', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  const url = await balancer.published(balancer.secureArn)
  await assert.rejects(fetch(url.replace('https:', 'http:')))
})

test('a listener on 80 sends clients to the one on 443', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  await balancer.elb.send(
    new ModifyListenerCommand({
      ListenerArn: balancer.listenerArn,
      DefaultActions: [
        {
          Type: 'redirect',
          RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
        },
      ],
    }),
  )
  const { status, headers } = await get(target, '/a?b=c', `${balancer.name}.elb.localhost`)
  assert.equal(status, 301)
  assert.equal(headers.location, `https://${balancer.name}.elb.localhost:443/a?b=c`)
  const secured = await get(target, '/', `${balancer.name}.elb.localhost:443`)
  assert.equal((JSON.parse(secured.body) as Record<string, string>)['x-forwarded-proto'], 'https')
})

test('a listener keeps its certificate and its policy as data, and loses them with HTTPS', async () => {
  await using target = await openEmulator()
  await using balancer = await openSecure(target)
  const described = async () => {
    const { Listeners } = await balancer.elb.send(
      new DescribeListenersCommand({ ListenerArns: [balancer.secureArn] }),
    )
    const { Protocol, Certificates, SslPolicy } = Listeners![0]!
    return { Protocol, Certificates, SslPolicy }
  }
  assert.deepEqual(await described(), {
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: balancer.CertificateArn }],
    SslPolicy: 'ELBSecurityPolicy-2016-08',
  })
  await balancer.elb.send(
    new ModifyListenerCommand({ ListenerArn: balancer.secureArn, Protocol: 'HTTP' }),
  )
  assert.deepEqual(await described(), {
    Protocol: 'HTTP',
    Certificates: undefined,
    SslPolicy: undefined,
  })
  const answer = await fetch(await balancer.published(balancer.secureArn))
  assert.equal(answer.status, 200)
})
