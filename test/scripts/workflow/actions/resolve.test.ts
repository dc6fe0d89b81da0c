import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ActionRepositories } from '../../../../scripts/workflow/actions/repository.ts'
import { resolveActions } from '../../../../scripts/workflow/actions/resolve.ts'
import { readSteps } from '../../../../scripts/workflow/read-step.ts'
import { writeFiles } from '../../../support/checkout.ts'
import { openGit } from '../../../support/git.ts'
import { fixture, openGithubAccount } from '../../../support/github-account.ts'

/** Actions of other repositories, from a server in a folder of this machine. */

const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const server = join(folder, 'server')

/** Makes a repository on the server, with a tag, and returns its commit. */
function publish(name: string, files: Record<string, string>): string {
  const path = join(server, name)
  mkdirSync(path, { recursive: true })
  writeFiles(path, files)
  const { git, commit: commitAll } = openGit(path)
  const made = commitAll('one')
  git('tag', 'v1')
  git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  return made
}

const javascript = (main: string, more = '') => ({
  'action.yml': `inputs: { two words: {}, second: { default: push } }\nruns: { using: node24, main: dist/index.js${more} }\n`,
  'dist/index.js': main,
})
const commit = publish('octo/greet', {
  ...javascript(fixture('javascript-action.cjs'), ', pre: dist/pre.js, post: dist/index.js'),
  'dist/pre.js': "console.log('::save-state name=early::yes')",
})
publish('octo/old', javascript("fetch('https://sts.amazonaws.com')"))
publish('octo/nested', {
  'sub/action.yml': "runs:\n  using: composite\n  steps: [{ uses: 'octo/greet@v1' }]\n",
})
publish('aws-actions/amazon-ecr-login', javascript("fetch('https://ecr.amazonaws.com')"))
publish('octo/container', { 'action.yml': 'runs: { using: docker, image: Dockerfile }\n' })

async function resolve(uses: string, repositories: ActionRepositories) {
  const steps = readSteps([{ uses }], 'steps')
  const { actions, problems } = await resolveActions(steps, { root: folder, repositories })
  return {
    about: [...actions].map(([name, { about }]) => `${name}: ${about}`),
    problem: problems.get(uses),
  }
}
const cache = join(folder, 'cache')
const online = () => new ActionRepositories(cache, `file://${server}`)

test('an action comes from the server by its tag, and then from the cache', async () => {
  const itself = [`octo/greet@v1: itself, at ${commit.slice(0, 7)}`]
  assert.deepEqual((await resolve('octo/greet@v1', online())).about, itself)
  const offline = new ActionRepositories(cache, undefined)
  assert.deepEqual((await resolve('octo/greet@v1', offline)).about, itself)
  const unreachable = new ActionRepositories(cache, 'file:///nonexistent')
  assert.deepEqual((await resolve('octo/greet@v1', unreachable)).about, itself)
})

test('a pinned action comes by its commit, and needs the server once', async () => {
  const uses = `octo/greet@${commit}`
  assert.equal((await resolve(uses, online())).problem, undefined)
  renameSync(server, `${server}-gone`)
  const { about } = await resolve(uses, online())
  renameSync(`${server}-gone`, server)
  assert.match(about[0]!, /: itself, at /)
})

test('the actions in a composite action are found too', async () => {
  assert.equal((await resolve('octo/nested/sub@v1', online())).about.length, 2)
})

test('an action that would call AWS itself does not run: a stand-in does, or it is rejected', async () => {
  assert.deepEqual((await resolve('aws-actions/amazon-ecr-login@v1', online())).about, [
    'aws-actions/amazon-ecr-login@v1: stand-in, because this version ignores AWS_ENDPOINT_URL and would call AWS',
  ])
  assert.match(
    (await resolve('octo/old@v1', online())).problem!,
    /^`uses: octo\/old@v1` cannot be rehearsed: this version ignores AWS_ENDPOINT_URL/,
  )
})

test('what does not exist, or runs in a container, is rejected', async () => {
  const problem = async (uses: string) => (await resolve(uses, online())).problem
  assert.match(
    (await problem('octo/greet@v9'))!,
    /GitHub does not give it \(couldn't find remote ref v9\)/,
  )
  assert.match((await problem('octo/none@v1'))!, /does not appear to be a git repository/)
  assert.match(
    (await problem('octo/container@v1'))!,
    /: an action that runs with docker cannot be rehearsed: node and composite can$/,
  )
  assert.match((await problem('greet'))!, /it names no action/)
})

test('an action runs with its pre and post steps, and fails with its own message', async () => {
  await using account = await openGithubAccount()
  const workflow = (second: string) => `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - id: greet
        uses: octo/greet@v1
        with: { two words: hello, second: ${second}, third: x }
      - run: echo "::notice::\${{ steps.greet.outputs.said }}"
`
  const run = (second: string) => account.run('w.yml', workflow(second), { repositories: online() })
  const { lines, error } = await run('you')
  assert.equal(error, undefined, lines.join('\n'))
  assert.deepEqual(lines, [
    'job a',
    'ok Pre Run octo/greet@v1: ',
    'ok Run octo/greet@v1: ',
    "warning: Unexpected input(s) 'third', valid inputs are ['two words', 'second']",
    'ok Run echo "::notice::hello, you": ',
    'notice: hello, you',
    'ok Post Run octo/greet@v1: ',
    'notice: post hello kept',
  ])
  const failed = await run('fail')
  assert.ok(failed.lines.includes('notice: post hello kept'), failed.lines.join('\n'))
  assert.equal(failed.lines.at(-1), 'it was asked to fail')
})
