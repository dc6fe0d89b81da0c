import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmulatorOptions, startEmulator } from '../../localstack/emulator.ts'
import { testLabels } from './test-run.ts'

/** Where a behaviour suite runs: the same suite must pass on every kind of target. */
export interface Target extends AsyncDisposable {
  /** `http://localhost:<port>`, what AWS_ENDPOINT_URL is set to. */
  url: string
  /** Spread into an SDK client's constructor. */
  config: {
    endpoint: string
    region: string
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  }
  /** Where others go on with the target: has something done when the test is over. */
  defer?(cleanUp: () => Promise<unknown>): void
}

/**
 * Opens the target the environment names: any endpoint (`AWS_ENDPOINT_URL`), the emulator's image
 * (`TARGET=container`), or an emulator in this process.
 */
export async function openTarget(): Promise<Target> {
  const { AWS_ENDPOINT_URL: url, TARGET } = process.env
  if (url) return sharedTarget(url)
  if (TARGET !== 'container') return openEmulator()
  const { startEmulatorContainer } = await import('./emulator-container.ts')
  const container = await startEmulatorContainer()
  return targetAt(container.url, container.stop)
}

/** Opens an emulator of the test's own in this process, for what another target cannot show: its clock, its end. */
export async function openEmulator(options: EmulatorOptions = {}): Promise<Target> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  const emulator = await startEmulator({
    port: 0,
    dataDir,
    log: () => {},
    clockRate: 20,
    labels: testLabels,
    ...options,
  })
  return targetAt(emulator.url, async () => {
    await emulator.close()
    await rm(dataDir, { recursive: true, force: true })
  })
}

function sharedTarget(url: string): Target {
  const cleanUps: (() => Promise<unknown>)[] = []
  const target = targetAt(url, async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })
  return { ...target, defer: (cleanUp) => void cleanUps.push(cleanUp) }
}

function targetAt(url: string, close: () => Promise<void>): Target {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  return {
    url,
    config: { endpoint: url, region: 'us-east-1', credentials },
    [Symbol.asyncDispose]: close,
  }
}

/** A target as a new account sees it, for what only one in which nothing has been made can show. */
export const asNewAccount = ({ url, config }: Pick<Target, 'url' | 'config'>) => ({
  url,
  config: {
    ...config,
    credentials: { accessKeyId: String(randomInt(1e11, 1e12)), secretAccessKey: 'any' },
  },
})

/** A name that no other test uses, since a target may be shared. */
export const unique = (prefix: string) => `${prefix}-${randomBytes(4).toString('hex')}`
