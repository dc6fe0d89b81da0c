import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { type Answer, reach, urlOf } from './release/reach.ts'
import { type Time, wait } from './release/wait.ts'
import { runVerb } from './release/verb.ts'
import { listenerPort } from './resources/listener.ts'
import { requireLoadBalancer } from './resources/load-balancer.ts'
import { checkWayToBalancer } from './resources/ways.ts'

/** Asks the service what a user would, through the load balancer, until it answers as it should. */
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
        const answer = await ask({ dnsName, port: listenerPort }, path)
        last = `${answer.status || 'no answer,'} ${answer.body.slice(0, 200)}`
        return answer.status === 200 && isRight(answer) ? answer : undefined
      },
      seen: () => `the last answer was ${last}`,
    }
    const { status, body } = await wait(answering, time)
    context.print(`${path.padEnd(8)} ${status} ${body}`)
  }
}

/** A connection that fails is an answer too: the wait goes on, and tells it at the end. */
const ask = (balancer: { dnsName: string; port: number }, path: string): Promise<Answer> =>
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
