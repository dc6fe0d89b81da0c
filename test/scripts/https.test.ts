import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { writeFiles } from '../support/checkout.ts'
import { openTarget, unique } from '../support/target.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { callVerb } from '../support/verb.ts'

/** The template released over HTTP, then over HTTPS, then over HTTP again, with the same files as on AWS. */

const target = await openTarget()
const APP_NAME = unique('shop')
const checkout = makeServer()
const elb = new ElasticLoadBalancingV2Client(target.config)
const env = { APP_NAME, RELEASE_VERSION: 'v1', RELEASE_REVISION: 'one' }

async function call(verb: string, ...flags: string[]): Promise<string[]> {
  const { code, lines, stderr } = await callVerb(verb, { target, env, flags, cwd: checkout })
  assert.equal(code, 0, `${verb}: ${lines.join('\n')}\n${stderr}`)
  return lines
}

const domain = 'www.example.com'
const http = { Protocol: 'HTTP', Port: 80 }
const redirect = {
  ...http,
  DefaultActions: [
    {
      Type: 'redirect',
      RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
    },
  ],
}
const https = {
  Protocol: 'HTTPS',
  Port: 443,
  SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  Certificates: [{ CertificateArn: '${CERTIFICATE}' }],
}
const listen = (...Listeners: object[]) =>
  writeFiles(checkout, { '.aws/load-balancer.json': { Scheme: 'internet-facing', Listeners } })

after(async () => {
  await callVerb('destroy', { target, env, cwd: checkout })
  await removeApps(target, [env])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** Each listener with its default action and the number of its rules. */
async function listeners() {
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [APP_NAME] }))
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn }),
  )
  return Promise.all(
    Listeners.toSorted((one, other) => one.Port! - other.Port!).map(async (listener) => {
      const { Rules = [] } = await elb.send(
        new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }),
      )
      return `${listener.Protocol} ${listener.Port} ${listener.DefaultActions![0]!.Type}, ${Rules.length - 1} rules`
    }),
  )
}

/** Requests a page as a client that trusts the emulator's authority, by the domain's name. */
async function getSecurely(path: string, ca?: string): Promise<string> {
  const { LoadBalancers } = (await (await fetch(`${target.url}/_aws/elb`)).json()) as {
    LoadBalancers: {
      LoadBalancerName: string
      Listeners: { Port: number; PublishedPort: number }[]
    }[]
  }
  const { PublishedPort: port } = LoadBalancers.find(
    ({ LoadBalancerName }) => LoadBalancerName === APP_NAME,
  )!.Listeners.find(({ Port }) => Port === 443)!
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  request(
    {
      host: 'localhost',
      port,
      path,
      servername: domain,
      headers: { host: domain },
      agent: new Agent({ ca }),
    },
    (response) => {
      response.setEncoding('utf8')
      let body = ''
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve(`${response.statusCode} ${body}`))
    },
  )
    .on('error', reject)
    .end()
  return promise
}

/** Requests a page on port 80 until it is stopped, following redirects as far as the status. */
function probe() {
  const stopping = new AbortController()
  const statuses: number[] = []
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const url = `${target.url}/_aws/elb/${APP_NAME}/ping`
      const { status } = await fetch(url, { redirect: 'manual' })
      statuses.push(status)
      await delay(10)
    }
  })()
  return async () => {
    stopping.abort()
    await done
    return [...new Set(statuses)].toSorted()
  }
}

test('a release moves from HTTP to HTTPS and back without a failed request, and is removed', async () => {
  writeFiles(checkout, {
    '.aws/server/rule.json': {
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
    },
  })
  for (const verb of ['bootstrap', 'push', 'register', 'deploy', 'smoke']) await call(verb)
  assert.deepEqual(await listeners(), ['HTTP 80 fixed-response, 1 rules'])

  listen(redirect, https)
  const refused = await callVerb('bootstrap', { target, env, cwd: checkout })
  assert.equal(refused.code, 3)
  assert.match(refused.stderr, /\.aws\/environments\/production\.env has no DOMAIN/)
  writeFiles(checkout, { '.aws/environments/production.env': `DOMAIN=${domain}\n` })
  const planned = await call('bootstrap', '--dry-run')
  assert.ok(planned.includes(`would create certificate for ${domain}`))
  assert.ok(planned.includes('would create listener on port 443'))

  const stop = probe()
  const secured = await call('bootstrap')
  assert.deepEqual(await stop(), [200, 301])
  assert.deepEqual(
    secured.filter((line) => /certificate for|listener|rule|-load-balancer$/.test(line)),
    [
      `updated      security group ${APP_NAME}-load-balancer`,
      `created      certificate for ${domain}`,
      'created      listener on port 443',
      'created      rule for service server',
      'updated      listener on port 80',
      'deleted      rule for service server',
    ],
  )
  assert.match(
    secured.find((line) => line.startsWith('ACM'))!,
    /^ACM issues the certificate once DNS has _[0-9a-f]{32}\.www\.example\.com\. CNAME _[0-9a-f]{32}\.[a-p]{10}\.acm-validations\.aws\.$/,
  )
  assert.deepEqual(await listeners(), [
    'HTTP 80 redirect, 0 rules',
    'HTTPS 443 fixed-response, 1 rules',
  ])
  const authority = await (await fetch(`${target.url}/_aws/acm/ca.pem`)).text()
  assert.equal(await getSecurely('/ping', authority), '200 pong')
  await assert.rejects(getSecurely('/ping'), { code: /SELF_SIGNED|UNABLE_TO/ })
  const again = await call('bootstrap')
  assert.deepEqual(
    again.filter((line) => /^(created|updated|deleted)/.test(line)),
    [],
  )

  const smoked = await call('smoke')
  assert.match(
    smoked[0]!,
    /^https:\/\/localhost:\d+\/ \(the certificate is for www\.example\.com\)$/,
  )
  assert.match(smoked[1]!, /^curl --cacert .* https:\/\/www\.example\.com\/$/)
  assert.ok(smoked.includes('/ping    200 pong'))
  assert.match((await call('status')).join('\n'), /^address +https:\/\/localhost:\d+\/ /m)

  listen(http)
  const stopBack = probe()
  const back = await call('bootstrap')
  assert.deepEqual(
    (await stopBack()).filter((status) => ![200, 301].includes(status)),
    [],
  )
  assert.deepEqual(
    back.filter((line) => /listener|rule|port 443/.test(line)),
    [
      'created      rule for service server',
      'updated      listener on port 80',
      'deleted      listener on port 443',
      `deleted      port 443 of security group ${APP_NAME}-load-balancer`,
    ],
  )
  assert.deepEqual(await listeners(), ['HTTP 80 fixed-response, 1 rules'])
  assert.ok((await call('smoke')).includes('/ping    200 pong'))

  const removed = await call('destroy')
  assert.ok(removed.includes(`deleted      certificate for ${domain}`))
  assert.equal(removed.at(-1), `nothing of ${APP_NAME} is left in account 000000000000, us-east-1`)
})
