import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { readApp } from '../../scripts/release/app.ts'
import { readVariables } from '../../scripts/release/variables.ts'
import { openTarget, unique } from './target.ts'
import { callVerb } from './verb.ts'
import { rehearseText } from './workflow-run.ts'

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
export function rehearse(
  text: string,
  env: NodeJS.ProcessEnv = {},
  staging?: Record<string, string>,
) {
  return rehearseText('deploy.yml', text, {
    app: {
      ...readApp(environment),
      environments: staging ? ['production', 'staging'] : ['production'],
    },
    root: checkout,
    endpoint: target.url,
    vars: { ...vars, ...staging },
    env,
    others: { 'ci.yml': ci },
  })
}
