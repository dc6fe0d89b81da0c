import { resolve } from 'node:path'
import { apiCalls, prepareApi } from './api.ts'
import type { Call } from './lib/client.ts'
import {
  bundleEmulator,
  type EmulatorProcess,
  jsonHeaders,
  startEmulatorProcess,
} from './lib/emulator.ts'
import { prepare, putLogEvent } from './lib/mutations.ts'
import { median, report, requireTool } from './lib/tools.ts'
import { requestsPerSecond } from './lib/wrk.ts'

const rounds = 5
const seconds = 3

/** A change that does not make the state larger. */
const putParameter = {
  name: 'SSM PutParameter',
  headers: jsonHeaders('ssm', 'AmazonSSM.PutParameter'),
  body: '{"Name":"bench","Value":"v","Type":"String","Overwrite":true}',
}

/** Calls answered a second with PERSISTENCE=1, next to those of another checkout's emulator, in turns in one run. */
export async function benchCheckouts(other: string): Promise<void> {
  requireTool('wrk')
  using ourBundle = bundleEmulator()
  using theirBundle = bundleEmulator(resolve(other))
  const settings = { PERSISTENCE: '1' }
  await using ours = await startEmulatorProcess(ourBundle.directory, settings)
  await using theirs = await startEmulatorProcess(theirBundle.directory, settings)
  for (const { url } of [ours, theirs]) {
    await prepareApi(url)
    await prepare(url)
  }
  const reads = apiCalls.map(({ name, service, target, body }) => ({
    name,
    headers: jsonHeaders(service, target),
    body,
  }))
  const writes = [putParameter, { name: putLogEvent.name, ...putLogEvent.call(0) }]
  for (const { name, headers, body } of [...reads, ...writes]) {
    const rates = { ours: [] as Rate[], theirs: [] as Rate[] }
    for (let round = 0; round < rounds; round++) {
      rates.theirs.push(rateOf(theirs, { headers, body }))
      rates.ours.push(rateOf(ours, { headers, body }))
    }
    const ratioOf = (per: keyof Rate) =>
      median(rates.ours.map((rate) => rate[per])) / median(rates.theirs.map((rate) => rate[per]))
    const [ratio, onProcessor] = [ratioOf('perSecond'), ratioOf('perCpuSecond')]
    const rate = median(rates.ours.map(({ perSecond }) => perSecond))
    const measured = `${rate.toFixed(0)}/s: ${ratio.toFixed(2)} times; per s of CPU ${onProcessor.toFixed(2)}`
    report(`${name}, persistent`, measured, 'not fewer', ratio >= 1)
  }
}

interface Rate {
  perSecond: number
  /** What a busy machine changes least. */
  perCpuSecond: number
}

function rateOf({ url, cpuSeconds }: EmulatorProcess, load: Omit<Call, 'path'>): Rate {
  const before = cpuSeconds()
  const perSecond = requestsPerSecond({ ...load, url, seconds })
  return { perSecond, perCpuSecond: (perSecond * seconds) / (cpuSeconds() - before) }
}
