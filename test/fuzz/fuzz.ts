import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Campaign } from './campaign.ts'
import { startEngine } from './engine.ts'
import { Findings } from './findings.ts'
import { randomFrom } from './random.ts'
import { RequestSource } from './source.ts'

export interface FuzzOptions {
  seed: number
  requests?: number | undefined
  seconds?: number | undefined
  /** By how much the limit of a second per request is multiplied on a slow or busy machine. */
  slow?: number | undefined
  /** Prints a finding as soon as it is made. */
  print(line: string): void
}

/** Each gets half of the requests and of the time. */
const allSettings = [
  { PERSISTENCE: '0', ENFORCE_IAM: '0' },
  { PERSISTENCE: '1', ENFORCE_IAM: '1' },
]

/** Sends random requests, most of them nearly valid, to emulators of its own, and collects what they do wrong. */
export async function fuzz(options: FuzzOptions): Promise<{ sent: number; findings: Findings }> {
  const { seed, requests = Infinity, seconds = Infinity, slow = 1 } = options
  const findings = new Findings(options.print)
  const source = new RequestSource(randomFrom(seed))
  const limits = { seconds: slow, patience: 10 * slow }
  const started = performance.now()
  let sent = 0
  for (const [index, settings] of allSettings.entries()) {
    const share = (index + 1) / allSettings.length
    await using resources = new AsyncDisposableStack()
    const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-fuzz-'))
    resources.defer(() => rm(directory, { recursive: true, force: true }))
    resources.use(await startEngine(join(directory, 'docker.sock')))
    const campaign = resources.use(new Campaign({ directory, settings, source, limits, findings }))
    const before = sent
    await campaign.run(
      (now) =>
        before + now >= requests * share || performance.now() - started >= seconds * 1000 * share,
    )
    sent += campaign.sent
  }
  return { sent, findings }
}
