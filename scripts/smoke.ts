import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { type Address, addressLines, type Answer, reach } from './release/reach.ts'
import { type Expectation, mismatch, readSmoke } from './release/smoke-file.ts'
import { type Time, wait } from './release/wait.ts'
import type { ResultOf } from './release/results.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { requireAddress } from './resources/address.ts'
import { areSettled } from './resources/settled.ts'
import { checkWayToBalancer } from './resources/ways.ts'

const nameOf = ({ host = '', path }: Expectation) => host + path

/** The number of equal wrong responses of settled services after which another one is not expected. */
const settledAfter = 3

/** Sends the requests of `smoke.json` through the load balancer until each gets the expected response. */
export async function smoke(context: Context, time?: Time): Promise<ResultOf<'smoke'>> {
  const services = context.services.filter(({ files }) => files.has('smoke'))
  if (services.length === 0) {
    context.print('no service has a smoke.json')
    return { addresses: [], responses: [] }
  }
  const values = placeValues(context.app, await findPlace(context))
  const address = await requireAddress(context, values)
  const { version, revision } = await readRelease()
  const lines = await addressLines(address)
  for (const line of lines) context.print(line)
  publish({ url: lines[0]!.split(' ')[0]! })
  await checkWayToBalancer(context, address.port)
  const expectations = services.flatMap((service) =>
    readSmoke(service, { ...values, VERSION: version, REVISION: revision }),
  )
  const width = Math.max(...expectations.map((expected) => nameOf(expected).length))
  const responses = []
  for (const expected of expectations) responses.push(await expect(expected))
  return { addresses: lines, responses }

  async function expect(expected: Expectation): Promise<{ path: string; status: number }> {
    let wrong: string | undefined
    let equal = 0
    const answering = {
      for: `${nameOf(expected)} to answer as ${expected.file} says`,
      seconds: 60,
      look: async () => {
        const isSettled = wrong !== undefined && (await areSettled(context))
        const answer = await request(address, expected)
        const found = mismatch(expected, answer)
        if (!found) return answer
        equal = isSettled && isFinal(answer) && found.text === wrong ? equal + 1 : 0
        wrong = found.text
        if (equal >= settledAfter)
          throw new Error(
            `${nameOf(expected)} does not answer as ${expected.file} says in ${expected.at}.${found.member}: ${wrong}; the deployment is complete, and the response stays the same: change the program or the file`,
          )
        return undefined
      },
      progress: context.progress,
      observed: () => wrong,
    }
    const { status, body } = await wait(answering, time)
    context.print(`${nameOf(expected).padEnd(width)} ${status} ${body.slice(0, 200)}`)
    return { path: nameOf(expected), status }
  }
}

/** A failed connection, and a load balancer without a healthy target, are not the application's response. */
const isFinal = ({ status, headers }: Answer) =>
  status !== 0 && !(status >= 502 && headers.server === 'awselb/2.0')

/** A failed connection counts as an answer: the wait goes on, and reports it at its end. */
const request = (address: Address, expected: Expectation): Promise<Answer> =>
  reach(address, expected).catch((error: NodeJS.ErrnoException) => ({
    status: 0,
    headers: {},
    body: error.message || error.code!,
  }))

if (import.meta.main) await runVerb('smoke', (context) => smoke(context))
