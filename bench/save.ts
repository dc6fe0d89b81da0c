import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { unique } from '../test/support/target.ts'
import { copyTemplate } from '../test/support/template-copy.ts'
import { freePort } from './lib/emulator.ts'
import { median, report } from './lib/tools.ts'

const saves = 11

/** How long it takes until a saved file is served, with the sample as `docker compose up` runs it. */
export async function benchSave(): Promise<void> {
  await using served = await startSample()
  const times: number[] = []
  for (let index = 0; index < saves; index++) {
    await delay(500)
    times.push(await served.save(`Hello, ${index}.`))
  }
  const middle = median(times)
  const slow = times.toSorted((a, b) => a - b)[Math.ceil(saves * 0.95) - 1]!
  report(
    'saved to served',
    `${middle.toFixed(0)} ms (median of ${saves})`,
    'below 1000 ms',
    middle < 1000,
  )
  report('saved to served', `${slow.toFixed(0)} ms (95th percentile)`, 'below 2000 ms', slow < 2000)
}

/** The sample in a copy of this checkout, without the emulator. */
async function startSample() {
  const folder = copyTemplate()
  const port = await freePort()
  writeFileSync(
    join(folder, 'compose.override.yaml'),
    `name: ${unique('bench')}\nservices: { server: { ports: !override ['127.0.0.1:${port}:80'] } }\n`,
  )
  const compose = (...args: string[]) =>
    execFileSync('docker', ['compose', ...args], { cwd: folder, stdio: 'pipe' })
  const app = join(folder, 'server/app.ts')
  const text = readFileSync(app, 'utf8')
  const isServed = (greeting: string) =>
    fetch(`http://127.0.0.1:${port}/`).then(
      async (response) => (await response.text()) === greeting,
      () => false,
    )
  const untilServed = async (greeting: string) => {
    while (!(await isServed(greeting))) await delay(5)
  }
  compose('up', '--build', '--detach', '--no-deps', 'server')
  await untilServed('Hello, world.')
  return {
    /** Saves by a rename, as many editors do. Returns the milliseconds until the greeting is served. */
    async save(greeting: string): Promise<number> {
      writeFileSync(`${app}.new`, text.replace('Hello, world.', greeting))
      const start = performance.now()
      renameSync(`${app}.new`, app)
      await untilServed(greeting)
      return performance.now() - start
    },
    async [Symbol.asyncDispose]() {
      compose('down', '--volumes', '--rmi', 'local')
      rmSync(folder, { recursive: true })
    },
  }
}
