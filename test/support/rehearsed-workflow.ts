import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { readApp } from '../../scripts/release/app.ts'
import {
  requiredVariables,
  optionalVariables,
  readVariables,
} from '../../scripts/release/variables.ts'
import { checkWorkflow } from '../../scripts/workflow/check.ts'
import { machineEnvironment } from '../../scripts/workflow/context.ts'
import { readWorkflow } from '../../scripts/workflow/model.ts'
import { runWorkflow } from '../../scripts/workflow/rehearsal.ts'
import { openTarget, unique } from './target.ts'
import { callVerb } from './verb.ts'

/** The shipped workflow without its slow steps, run in a small checkout against a target of the test file's own. */

const root = join(import.meta.dirname, '../..')
export const target = await openTarget()
export const APP_NAME = unique('shop')
const checkout = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.email=t@example.com', '-c', 'user.name=t', ...args], {
    cwd: checkout,
    encoding: 'utf8',
  }).trim()
export const shipped = readFileSync(join(root, '.github/workflows/deploy.yml'), 'utf8')
const ci = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')
const environment = {
  AWS_REGION: 'us-east-1',
  GITHUB_REPOSITORY: 'octo/shop',
  APP_NAME,
}
let vars: Record<string, string> = {}

before(async () => {
  writeFileSync(join(checkout, 'committed'), 'one')
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('commit', '--quiet', '-mone')
  git('tag', 'v1')
  writeFileSync(join(checkout, 'new'), 'two')
  const { lines } = await callVerb('bootstrap', { target, env: { APP_NAME } })
  vars = readVariables(lines)
})
after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME } })
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** Replace the verbs, and print what a step can see. */
export const short = (text: string) =>
  text
    .replaceAll('run: npm ci', 'run: git describe --tags && cat committed new')
    .replaceAll(
      /run: npm run (\w+)/g,
      'run: echo "$1 $AWS_REGION $APP_NAME as ${AWS_ACCESS_KEY_ID:0:4}"',
    )

/** `staging` are the variables that its bootstrap prints. */
export async function rehearse(
  text: string,
  env: NodeJS.ProcessEnv = {},
  staging?: Record<string, string>,
) {
  const lines: string[] = []
  const workflows = [readWorkflow('ci.yml', ci), readWorkflow('deploy.yml', text)]
  const workflow = workflows[1]!
  try {
    const known = [...requiredVariables, ...optionalVariables]
    const own = checkWorkflow(workflow, { vars: known, env, workflows })
    const results = await runWorkflow({
      app: {
        ...readApp(environment),
        environments: staging ? ['production', 'staging'] : ['production'],
      },
      workflow,
      root: checkout,
      event: { name: 'push', ref: 'refs/heads/main', label: 'push to main' },
      sha: git('rev-parse', 'HEAD'),
      vars: { ...own.vars, ...vars, ...staging },
      secrets: own.secrets,
      machine: machineEnvironment(process.env, target.url),
      log: {
        job: (name, about) => lines.push(`job ${name}${about ? `: ${about}` : ''}`),
        print: (line) => lines.push(line.trim()),
        step: async (name, act) => {
          try {
            lines.push(`ok ${name}: ${await act(() => {})}`)
          } catch (error) {
            lines.push(`failed ${name}`)
            throw error
          }
        },
      },
    })
    return { lines, results, error: undefined }
  } catch (error) {
    return { lines, results: undefined, error: (error as Error).message }
  }
}
