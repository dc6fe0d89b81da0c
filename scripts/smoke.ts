import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { type Answer, reach, urlOf } from './release/reach.ts'
import { type Time, wait } from './release/wait.ts'
import { runVerb } from './release/verb.ts'
import { listenerPort } from './resources/listener.ts'
import { requireLoadBalancer } from './resources/load-balancer.ts'
import { checkWayToBalancer } from './resources/ways.ts'

/** Sends a user's requests through the load balancer until the pushed version answers. */
export async function smoke(context: Context, _flags: Flags, time?: Time): Promise<void> {
  const balancer = await requireLoadBalancer(context)
  const { DNSName: dnsName = '' } = balancer
  const { version, revision } = await readRelease()
  context.print(urlOf(balancer))
  await checkWayToBalancer(context, listenerPort)

  await expect('/', 'Hello, world.', ({ body }) => body === 'Hello, world.')
  await expect('/ping', 'pong', ({ body }) => body === 'pong')
  await expect('/version', `${version} (${revision})`, ({ body }) => revisionOf(body) === revision)

  async function expect(path: string, what: string, isRight: (answer: Answer) => boolean) {
    let last = ''
    const answering = {
      for: `${path} to answer 200 ${what}`,
      seconds: 60,
      look: async () => {
        const answer = await request({ dnsName, port: listenerPort }, path)
        last = `${answer.status || 'no response,'} ${answer.body.slice(0, 200)}`
        return answer.status === 200 && isRight(answer) ? answer : undefined
      },
      progress: context.progress,
      observed: () => `the last response was ${last}`,
    }
    const { status, body } = await wait(answering, time)
    context.print(`${path.padEnd(8)} ${status} ${body}`)
  }
}

/** A failed connection counts as an answer: the wait goes on, and reports it at its end. */
const request = (balancer: { dnsName: string; port: number }, path: string): Promise<Answer> =>
  reach(balancer, path).catch((error: NodeJS.ErrnoException) => ({
    status: 0,
    body: error.message || error.code!,
  }))

function revisionOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { revision?: string }).revision
  } catch {
    return undefined
  }
}

if (import.meta.main) await runVerb('smoke', smoke)
