import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { addressLines } from './release/reach.ts'
import type { ResultOf } from './release/results.ts'
import { serviceLines } from './release/service-lines.ts'
import { describeView, readServiceView } from './release/service-view.ts'
import { type AppService, continuous } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { watch } from './release/watch.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findAddress } from './resources/address.ts'
import { findService } from './resources/service.ts'

/** Returns the services: the address, deployments, tasks and latest events. */
export async function status(context: Context, flags: Flags): Promise<ResultOf<'status'>> {
  if (!flags.watch) return readStatus(context)
  if (flags.json) throw new BadInput('--watch is for people: give it or --json')
  return watch(async () => statusLines(await readStatus(context)))
}

async function readStatus(context: Context): Promise<ResultOf<'status'>> {
  const { app } = context
  const { account, region } = await findPlace(context)
  const address = await findAddress(context, placeValues(app, { account, region }))
  const services = continuous(context.services).map((service) => readService(context, service))
  return {
    app: app.name,
    account,
    region,
    addresses: address ? await addressLines(address) : [],
    services: await Promise.all(services),
  }
}

async function readService(context: Context, service: AppService) {
  const found = await findService(context, service)
  if (found) return describeView(await readServiceView(context, service, found))
  const none = {
    running: 0,
    desired: 0,
    pending: 0,
    deployments: [],
    tasks: [],
    stopped: [],
    events: [],
  }
  return { service: service.name, ...none }
}

/** The services on one screen. */
export const statusLines = (found: ResultOf<'status'>): string[] => [
  `${found.app} in account ${found.account}, ${found.region}`,
  ...(found.addresses.length > 0 ? found.addresses : ['none']).map((line) => `address     ${line}`),
  ...found.services.flatMap(serviceLines),
]

if (import.meta.main) await runVerb('status', status, statusLines)
