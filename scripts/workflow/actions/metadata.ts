import type { Mapping, Step } from '../model.ts'
import { readSteps } from '../read-step.ts'
import { mapping, optionalMapping, optionalText, parseMapping } from '../yaml-values.ts'

/** An action, as its `action.yml` describes it. */
export interface Metadata {
  /** The inputs with their defaults, which may contain expressions. */
  inputs: Record<string, string | undefined>
  runs: Javascript | Composite
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-javascript-actions */
export interface Javascript {
  using: 'node'
  main: string
  pre: string | undefined
  preIf: string
  post: string | undefined
  postIf: string
}

export interface Composite {
  using: 'composite'
  steps: Step[]
  outputs: Mapping
}

/** The names of the file, in GitHub's order. */
export const metadataFiles = ['action.yml', 'action.yaml']

export function readMetadata(file: string, text: string): Metadata {
  const { inputs, outputs, runs } = parseMapping(file, text)
  const entries = Object.entries(optionalMapping(inputs, `${file}: inputs`))
  return {
    inputs: Object.fromEntries(
      entries.map(([name, input]) => [
        name,
        optionalText(optionalMapping(input, `${file}: inputs.${name}`).default),
      ]),
    ),
    runs: readRuns(mapping(runs, `${file}: runs`), { file, outputs }),
  }
}

function readRuns(
  runs: Record<string, unknown>,
  { file, outputs }: { file: string; outputs: unknown },
): Javascript | Composite {
  const using = String(runs.using)
  if (/^node\d+$/.test(using))
    return {
      using: 'node',
      main: String(runs.main),
      pre: optionalText(runs.pre),
      preIf: optionalText(runs['pre-if']) ?? 'always()',
      post: optionalText(runs.post),
      postIf: optionalText(runs['post-if']) ?? 'always()',
    }
  if (using !== 'composite')
    throw new Error(`an action that runs with ${using} cannot be rehearsed: node and composite can`)
  const values = Object.entries(optionalMapping(outputs, `${file}: outputs`))
  return {
    using,
    steps: readSteps(runs.steps, `${file}: runs.steps`),
    outputs: Object.fromEntries(
      values.map(([name, output]) => [
        name,
        optionalText(optionalMapping(output, `${file}: outputs.${name}`).value) ?? '',
      ]),
    ),
  }
}
