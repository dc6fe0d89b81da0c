import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { addressLines, leadsThere, reach } from '../../../scripts/release/reach.ts'

/** Answers what it is asked, and where the listener of `app` is published. */
const server = createServer((request, response) => {
  const Listeners = [{ Port: 80, PublishedPort: port }]
  const published = { LoadBalancers: [{ DNSName: 'app.elb.example', Listeners }] }
  if (request.url === '/_aws/elb') return void response.end(JSON.stringify(published))
  response.writeHead(418).end(`${request.headers.host} ${request.url}`)
})
let port = 0
const endpoint = process.env.AWS_ENDPOINT_URL

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})
after(() => {
  server.close()
  if (endpoint) process.env.AWS_ENDPOINT_URL = endpoint
  else delete process.env.AWS_ENDPOINT_URL
})

test('a load balancer on AWS is reached by its name and port', async () => {
  delete process.env.AWS_ENDPOINT_URL
  const { status, body } = await reach(
    { name: 'app', dnsName: '127.0.0.1', port },
    { path: '/ping' },
  )
  assert.equal(status, 418)
  assert.equal(body, `127.0.0.1:${port} /ping`)
})

test('a load balancer of another endpoint is reached there, by its name in Host', async () => {
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`
  const plain = await reach(
    { name: 'app', dnsName: 'app.elb.example', port: 80 },
    { path: '/version' },
  )
  assert.equal(plain.body, 'app.elb.example /version')
  const other = await reach({ name: 'app', dnsName: 'app.elb.example', port: 8443 }, { path: '/' })
  assert.equal(other.body, 'app.elb.example:8443 /')
})

test('another host is asked for by its name, at the port of the listener', async () => {
  const balancer = { name: 'app', dnsName: 'app.elb.example', port: 80 }
  const host = 'api.example.com'
  delete process.env.AWS_ENDPOINT_URL
  const onAws = { ...balancer, dnsName: '127.0.0.1', port }
  assert.equal((await reach(onAws, { path: '/', host })).body, `${host}:${port} /`)

  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`
  assert.equal((await reach(balancer, { path: '/', host })).body, `${host} /`)
})

const secure = { name: 'app', dnsName: 'app.elb.example', port: 443, domain: 'www.example.com' }

test('the addresses for people are a name on AWS, and those of this machine elsewhere', async () => {
  const plain = { name: 'app', dnsName: 'app.elb.example', port: 80 }
  delete process.env.AWS_ENDPOINT_URL
  assert.deepEqual(await addressLines(plain), ['http://app.elb.example/'])
  assert.deepEqual(await addressLines(secure), ['https://www.example.com/'])
  assert.deepEqual(await addressLines({ ...secure, port: 8443 }), ['https://www.example.com:8443/'])
  process.env.AWS_ENDPOINT_URL = 'http://localhost:4566'
  assert.deepEqual(await addressLines(plain), [
    'http://localhost:4566/_aws/elb/app/',
    'http://app.elb.localhost:4566/',
  ])
})

test('a domain leads to the load balancer when both have an address in common', async () => {
  delete process.env.AWS_ENDPOINT_URL
  const local = { ...secure, dnsName: '127.0.0.1' }
  assert.equal(await leadsThere({ ...local, domain: 'localhost' }), true)
  assert.equal(await leadsThere({ ...local, domain: '127.0.0.2' }), false)
  assert.equal(await leadsThere({ ...local, domain: 'absent.invalid' }), false)
  process.env.AWS_ENDPOINT_URL = 'http://localhost:4566'
  assert.equal(await leadsThere({ ...local, domain: 'absent.invalid' }), true)
})
