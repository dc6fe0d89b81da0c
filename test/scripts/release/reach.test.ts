import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { reach, urlOf } from '../../../scripts/release/reach.ts'

const server = createServer((request, response) => {
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
  const { status, body } = await reach({ dnsName: '127.0.0.1', port }, '/ping')
  assert.equal(status, 418)
  assert.equal(body, `127.0.0.1:${port} /ping`)
})

test('a load balancer of another endpoint is reached there, by its name in Host', async () => {
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`
  const plain = await reach({ dnsName: 'app.elb.example', port: 80 }, '/version')
  assert.equal(plain.body, 'app.elb.example /version')
  const other = await reach({ dnsName: 'app.elb.example', port: 8443 }, '/')
  assert.equal(other.body, 'app.elb.example:8443 /')
})

test('the URL for people is a DNS name on AWS, and a path of the endpoint elsewhere', () => {
  const balancer = { LoadBalancerName: 'app', DNSName: 'app.elb.example' }
  delete process.env.AWS_ENDPOINT_URL
  assert.equal(urlOf(balancer), 'http://app.elb.example/')
  process.env.AWS_ENDPOINT_URL = 'http://localhost:4566'
  assert.equal(urlOf(balancer), 'http://localhost:4566/_aws/elb/app/')
})
