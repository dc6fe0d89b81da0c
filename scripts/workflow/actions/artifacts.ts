import { cpSync, existsSync, globSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { JobRun, StandIn } from '../run.ts'

const always = 'GitHub’s artifacts are a folder on this machine'

const folderOf = ({ temp }: JobRun) => join(temp, 'artifacts')

/** `actions/upload-artifact`: keeps files for later jobs of the rehearsal. */
export const uploadArtifact: StandIn = {
  always,
  inputs: ['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level'].concat(
    'overwrite',
    'include-hidden-files',
  ),
  act: async ({ inputs, job }) => {
    const { name = 'artifact', path = '' } = inputs
    const files = path
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .flatMap((pattern) => filesAt(resolve(job.workspace, pattern)))
    if (files.length === 0) {
      const message = `No files were found with the provided path: ${path.trim()}. No artifacts will be uploaded.`
      if (inputs['if-no-files-found'] === 'error') throw new Error(message)
      return message
    }
    for (const { file, as } of files) cpSync(file, join(folderOf(job), name, as))
    return `${files.length} files in ${name}`
  },
}

/** The files at a path or a pattern, named below the folder or the part before the first wildcard. */
function filesAt(pattern: string): { file: string; as: string }[] {
  const isFolder = existsSync(pattern) && !/[*?[]/.test(pattern)
  const base = pattern.split(/[*?[]/)[0]!
  const root = isFolder ? pattern : base.slice(0, base.lastIndexOf('/') + 1)
  const files = globSync([pattern, join(pattern, '**')], { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return [...new Set(files)].map((file) => ({
    file,
    as: file === pattern ? basename(file) : relative(root, file),
  }))
}

/** `actions/download-artifact`: one artifact, or each in a folder of its name. */
export const downloadArtifact: StandIn = {
  always,
  inputs: ['name', 'path', 'pattern', 'merge-multiple', 'digest-mismatch'],
  act: async ({ inputs, job, outputs }) => {
    const from = folderOf(job)
    const into = resolve(job.workspace, inputs.path ?? '.')
    const all = existsSync(from) ? readdirSync(from) : []
    const { name, pattern } = inputs
    if (name && !all.includes(name))
      throw new Error(
        `Unable to download artifact(s): Artifact not found for name: ${name}\n        Please ensure that your artifact is not expired and the artifact was uploaded using a compatible version of toolkit/upload-artifact.`,
      )
    const chosen = name ? [name] : pattern ? globSync(pattern, { cwd: from }) : all
    const isFlat = name !== undefined || inputs['merge-multiple'] === 'true'
    mkdirSync(into, { recursive: true })
    for (const one of chosen)
      cpSync(join(from, one), isFlat ? into : join(into, one), { recursive: true })
    outputs['download-path'] = into
    return chosen.join(', ') || 'no artifact'
  },
}
