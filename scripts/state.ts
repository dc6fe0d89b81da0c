import {
  createReadStream,
  createWriteStream,
  existsSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Call, main } from './release/cli.ts'
import { environmentOf } from './release/environment.ts'
import { BadInput } from './release/exit-codes.ts'
import { hint } from './release/nearest.ts'
import type { ResultOf } from './release/results.ts'

const actions = ['save', 'load']

/** Saves the state of the emulator and its images in a file, or loads such a file. */
async function state({ flags, words }: Call): Promise<ResultOf<'state'>> {
  const [action = '', file, more] = words
  if (action && !actions.includes(action))
    throw new BadInput(`it has no '${action}': ${hint(action, actions, 'it takes')}`)
  if (!action || file === undefined || more !== undefined)
    throw new BadInput('it takes save <file> or load <file>')
  const endpoint = await requireEmulator()
  return action === 'save'
    ? save(endpoint, file, flags.secrets === true)
    : load(endpoint, file, flags['dry-run'] === true)
}

/** LocalStack saves its state with its own CLI, and AWS has none. */
async function requireEmulator(): Promise<URL> {
  const { AWS_ENDPOINT_URL: endpoint } = environmentOf(process.env)
  if (!endpoint)
    throw new BadInput('the state of an emulator can be saved and loaded, not that of AWS')
  const response = await fetch(new URL('/_localstack/health', endpoint)).catch((cause: Error) => {
    throw new Error(`nothing answers at ${endpoint}: start it with \`npm run rehearse\``, { cause })
  })
  const { edition } = (await response.json().catch(() => ({}))) as { edition?: string }
  if (edition !== 'docker-cloud')
    throw new Error(
      `${endpoint} is not the embedded emulator: LocalStack saves its state with \`localstack state export\``,
    )
  return new URL(endpoint)
}

/** The file is there when it is whole. */
async function save(endpoint: URL, file: string, secrets: boolean): Promise<ResultOf<'state'>> {
  if (existsSync(file)) throw new BadInput(`${file} exists: remove it, or name another file`)
  const unfinished = `${file}.unfinished`
  try {
    const response = await fetch(new URL(`/_localstack/pods/state?secrets=${secrets}`, endpoint))
    if (!response.ok || !response.body)
      throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
    await pipeline(Readable.fromWeb(response.body), createWriteStream(unfinished, { mode: 0o600 }))
    renameSync(unfinished, file)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    throw new Error(`the state could not be saved in ${file}`, { cause })
  }
  return { done: 'saved', file, bytes: statSync(file).size, secrets }
}

/** The emulator checks all of the file before it replaces anything. */
async function load(endpoint: URL, file: string, isDryRun: boolean): Promise<ResultOf<'state'>> {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new BadInput(`there is no file ${file}`)
  const url = new URL(`/_localstack/pods?dry-run=${isDryRun}`, endpoint)
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream
  const failed = (cause: unknown) =>
    new Error(`the state could not be loaded from ${file}`, { cause })
  const response = await fetch(url, { method: 'POST', body, duplex: 'half' }).catch((cause) => {
    throw failed(cause)
  })
  const loaded = (await response.json()) as { error?: string; secrets?: boolean }
  if (response.status === 400) throw failed(new BadInput(loaded.error))
  if (!response.ok) throw failed(new Error(loaded.error))
  const { secrets = false } = loaded
  return { done: isDryRun ? 'checked' : 'loaded', file, bytes: found.size, secrets }
}

function linesOfState({ done, file, bytes, secrets }: ResultOf<'state'>): string[] {
  const what = `${done} ${file}, ${(bytes / 1e6).toFixed(1)} MB`
  const values = 'the values of secrets and keys'
  if (secrets) return [`${what}, with ${values} in clear`]
  return [`${what}, without ${values}${done === 'saved' ? ': --secrets saves them too' : ''}`]
}

await main('state', state, linesOfState)
