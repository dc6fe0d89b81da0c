import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute } from '../../release/run.ts'
import type { ActionCall, StandIn } from '../run.ts'
import { checkOut } from '../working-copy.ts'

/** Inputs that are flags of `docker buildx build`, one for each line. */
const repeated: Record<string, string> = {
  tags: '--tag',
  'build-args': '--build-arg',
  'build-contexts': '--build-context',
  labels: '--label',
  annotations: '--annotation',
  secrets: '--secret',
  'add-hosts': '--add-host',
}
const single: Record<string, string> = { file: '--file', target: '--target', network: '--network' }

/** `docker/build-push-action` with the engine's own builder: without GitHub's cache and attestations. */
export const buildPush: StandIn = {
  always: 'the builder is that of this machine’s engine',
  inputs: [...Object.keys(repeated), ...Object.keys(single), 'context', 'push', 'load'].concat(
    ['platforms', 'no-cache', 'pull', 'cache-from', 'cache-to', 'builder', 'github-token'],
    ['provenance', 'sbom', 'attests'],
  ),
  act: async (call) => {
    const { inputs, outputs, job, env } = call
    const folder = mkdtempSync(join(job.runnerTemp, 'build-'))
    const [idFile, metadataFile] = [join(folder, 'image-id'), join(folder, 'metadata.json')]
    const args = ['buildx', 'build', '--iidfile', idFile, '--metadata-file', metadataFile]
    const isPushed = inputs.push === 'true'
    const { code, lines } = await execute(
      'docker',
      [...args, ...flagsOf(call), isPushed ? '--push' : '--load', await contextOf(call)],
      {
        cwd: job.workspace,
        env: { ...env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1', ...secretsOf(inputs) },
        onLine: call.progress,
      },
    )
    if (code !== 0) throw new Error(`buildx failed with: ${lines.at(-1)}`)
    const metadata = readFileSync(metadataFile, 'utf8')
    outputs.imageid = readFileSync(idFile, 'utf8')
    outputs.metadata = metadata
    const { 'containerimage.digest': digest } = JSON.parse(metadata) as Record<string, string>
    if (digest) outputs.digest = digest
    return `${isPushed ? 'pushed' : 'built'} ${linesOf(inputs.tags).join(', ')}`
  },
}

const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Tags may also be separated by commas. */
const valuesOf = (name: string, text = '') =>
  name === 'tags' ? linesOf(text.replaceAll(',', '\n')) : linesOf(text)

function flagsOf({ inputs }: ActionCall): string[] {
  const lists = Object.entries(repeated).flatMap(([name, flag]) =>
    valuesOf(name, inputs[name]).flatMap((value) => [
      flag,
      name === 'secrets' ? secretFlag(value) : value,
    ]),
  )
  const values = Object.entries(single).flatMap(([name, flag]) =>
    inputs[name] ? [flag, inputs[name]] : [],
  )
  const switches = ['no-cache', 'pull'].filter((name) => inputs[name] === 'true')
  return [...lists, ...values, ...switches.map((name) => `--${name}`)]
}

const secretVariable = (id: string) => `BUILD_SECRET_${id.replaceAll(/\W/g, '_')}`
const secretFlag = (line: string) => {
  const id = line.slice(0, line.indexOf('='))
  return `id=${id},env=${secretVariable(id)}`
}

/** Secrets are passed in the environment, and not as arguments. */
const secretsOf = ({ secrets }: ActionCall['inputs']) =>
  Object.fromEntries(
    linesOf(secrets).map((line) => {
      const at = line.indexOf('=')
      return [secretVariable(line.slice(0, at)), line.slice(at + 1)]
    }),
  )

/** Without a context the action builds the commit on GitHub, without the files of earlier steps. */
async function contextOf({ inputs, job }: ActionCall): Promise<string> {
  const isGit = inputs.context === undefined || inputs.context.startsWith('{{defaultContext}}')
  if (!isGit) return inputs.context!
  const folder = mkdtempSync(join(job.runnerTemp, 'context-'))
  await checkOut(job.run.root, { folder, depth: 1 })
  const [, subfolder = ''] = inputs.context?.split('}}:') ?? []
  return join(folder, subfolder)
}
