import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { type Answer, reach, urlOf } from './release/reach.ts'
import { type Expectation, mismatch, readSmoke } from './release/smoke-file.ts'
import { type Time, wait } from './release/wait.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import {
  readLoadBalancer,
  requireLoadBalancer,
  servingListener,
} from './resources/load-balancer.ts'
import { checkWayToBalancer } from './resources/ways.ts'

/** Sends the requests of `smoke.json` through the load balancer until each gets the expected response. */
export async function smoke(context: Context, time?: Time): Promise<void> {
  const services = context.services.filter(({ files }) => files.has('smoke'))
  if (services.length === 0) return context.print('no service has a smoke.json')
  const values = placeValues(context.app, await findPlace(context))
  const balancer = await requireLoadBalancer(context)
  const { Port: port } = servingListener(readLoadBalancer(values))
  const { version, revision } = await readRelease()
  context.print(urlOf(balancer))
  await checkWayToBalancer(context, port)
  const expectations = services.flatMap((service) =>
    readSmoke(service, { ...values, VERSION: version, REVISION: revision }),
  )
  const width = Math.max(...expectations.map(({ path }) => path.length))
  for (const expected of expectations) await expect(expected)

  async function expect(expected: Expectation): Promise<void> {
    let last: Answer = { status: 0, headers: {}, body: '' }
    const answering = {
      for: `${expected.path} to answer as ${expected.file} says`,
      seconds: 60,
      look: async () => {
        last = await request({ dnsName: balancer.DNSName ?? '', port }, expected.path)
        return mismatch(expected, last) === undefined ? last : undefined
      },
      progress: context.progress,
      observed: () => mismatch(expected, last),
    }
    const { status, body } = await wait(answering, time)
    context.print(`${expected.path.padEnd(width)} ${status} ${body.slice(0, 200)}`)
  }
}

/** A failed connection counts as an answer: the wait goes on, and reports it at its end. */
const request = (balancer: { dnsName: string; port: number }, path: string): Promise<Answer> =>
  reach(balancer, path).catch((error: NodeJS.ErrnoException) => ({
    status: 0,
    headers: {},
    body: error.message || error.code!,
  }))

if (import.meta.main) await runVerb('smoke', (context) => smoke(context))
