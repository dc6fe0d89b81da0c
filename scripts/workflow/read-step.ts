import type { Step } from './model.ts'
import { checkKnown, mapping, optionalText, readValues } from './yaml-values.ts'

const members = ['id', 'name', 'if', 'uses', 'run', 'shell', 'working-directory', 'env', 'with']
const more = ['continue-on-error', 'timeout-minutes']

/** Reads the steps of a job or of a composite action. */
export function readSteps(value: unknown, at: string): Step[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Error(`${at} must be a list`)
  return value.map((step, index) => readStep(step, `${at}[${index}]`))
}

function readStep(value: unknown, at: string): Step {
  const step = mapping(value, at)
  checkKnown(step, [...members, ...more], at)
  const { uses, run } = step
  if ((uses === undefined) === (run === undefined))
    throw new Error(`${at} must have either \`uses\` or \`run\``)
  return {
    id: optionalText(step.id),
    name: optionalText(step.name),
    if: optionalText(step.if),
    uses: optionalText(uses),
    run: optionalText(run),
    shell: optionalText(step.shell),
    workingDirectory: optionalText(step['working-directory']),
    env: readValues(step.env, `${at}.env`),
    with: readValues(step.with, `${at}.with`),
    continueOnError: optionalText(step['continue-on-error']) ?? 'false',
    timeoutMinutes: optionalText(step['timeout-minutes']),
  }
}
