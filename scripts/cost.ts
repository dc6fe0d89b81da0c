import { type Amount, hours, totalOf } from './cost/amount.ts'
import { readDesiredAmounts } from './cost/desired.ts'
import { type Prices, pricesOf, requirePrices } from './cost/prices.ts'
import { readRunningAmounts } from './cost/running.ts'
import type { Context } from './release/context.ts'
import type { ResultOf } from './release/results.ts'
import { secretsOf } from './release/secret-names.ts'
import { alignRows } from './release/table.ts'
import type { Values } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'

const free = [
  'ECS itself, roles, security groups, target groups, certificates of ACM, Service Connect',
  'standard parameters of Parameter Store, where `npm run secret` writes',
]

const notKnown = [
  'traffic: data to the internet, and the capacity units of the load balancer',
  'lines written to CloudWatch Logs, and requests to Secrets Manager',
  'one-off tasks, databases, and what else is not in .aws',
  'discounts, the free tier of AWS, and taxes',
]

/** Adds up a month of what runs, and of what the files ask for, at AWS's public prices. */
export async function cost(context: Context): Promise<ResultOf<'cost'>> {
  const place = await findPlace(context)
  const prices = requirePrices(place.region)
  const values = placeValues(context.app, place)
  const secrets = secretsNamed(context, values, prices)
  const running = new Map([...(await readRunningAmounts(context, values, prices)), ...secrets])
  const desired = new Map([...(await readDesiredAmounts(context, values, prices)), ...secrets])
  const names = [...new Set([...running.keys(), ...desired.keys()])]
  return {
    region: place.region,
    currency: 'USD',
    prices: pricesOf,
    hours,
    items: names.map((name) => ({ name, now: running.get(name), files: desired.get(name) })),
    now: totalOf([...running.values()]),
    files: totalOf([...desired.values()]),
    free,
    notKnown,
  }
}

/** The secrets of Secrets Manager that task definitions name. */
function secretsNamed({ app }: Context, values: Values, { secret }: Prices): [string, Amount][] {
  const named = app.services.flatMap((service) => secretsOf(service, values))
  const count = new Set(named.filter((name) => name.startsWith('arn:aws:secretsmanager:'))).size
  return count > 0
    ? [['secrets of Secrets Manager', { quantity: String(count), monthly: count * secret }]]
    : []
}

export function costLines(found: ResultOf<'cost'>, columns = process.stdout.columns): string[] {
  const rows = [
    ['', 'runs now', '', 'in the files', ''],
    ...found.items.map(({ name, now, files }) => [name, ...cells(now), ...cells(files)]),
    ['a month', price(found.now), '', price(found.files), ''],
  ]
  return [
    `${found.hours} hours in ${found.region}, in ${found.currency}, at AWS's public prices of ${found.prices}`,
    ...alignRows(rows, { columns }).flat(),
    ...found.free.map((line) => `free       ${line}`),
    ...found.notKnown.map((line) => `not known  ${line}`),
  ]
}

const cells = (amount: Amount | undefined): string[] =>
  amount ? [price(amount.monthly), amount.quantity] : ['', '']

const price = (monthly: number | undefined): string =>
  monthly === undefined ? 'not known' : monthly.toFixed(2).padStart(8)

if (import.meta.main) await runVerb('cost', cost, costLines)
