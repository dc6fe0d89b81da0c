import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { isConfigureCredentials } from '../../scripts/workflow/actions/credentials-input.ts'
import type { Job, Workflow } from '../../scripts/workflow/model.ts'
import { readWorkflow } from '../../scripts/workflow/read-workflow.ts'

/** Rules for the workflows of the template, most of which zizmor has too: https://docs.zizmor.sh/audits/ */

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const files = globSync('*.yml', { cwd: folder })
const workflows = files.map((file) => readWorkflow(file, read(file)))
const jobs = workflows.flatMap((workflow) =>
  Object.values(workflow.jobs).map((job) => ({ at: `${workflow.file} ${job.id}`, workflow, job })),
)
const steps = jobs.flatMap(({ at, job }) => job.steps.map((step) => ({ at, step })))
const named = (found: { at: string }[]) => [...new Set(found.map(({ at }) => at))]
const getsCredentials = ({ job }: { job: Job }) =>
  job.steps.some(({ uses }) => isConfigureCredentials(uses))

test('actions of others are pinned by commit, with one version for each', () => {
  const versions = new Map<string, Set<string>>()
  for (const file of files)
    for (const [, action] of read(file).matchAll(/uses: (.*)/g)) {
      assert.match(action!, /^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/)
      const [name = '', pin = ''] = action!.split('@')
      versions.set(name, (versions.get(name) ?? new Set()).add(pin))
    }
  assert.deepEqual(
    [...versions].filter(([, pins]) => pins.size > 1),
    [],
  )
})

test('a workflow may do nothing, and its jobs what they name', () => {
  for (const { file, permissions } of workflows) assert.deepEqual(permissions, {}, file)
  for (const { at, job } of jobs) {
    const { contents, 'id-token': token, ...others } = job.permissions ?? {}
    assert.notEqual(job.permissions, undefined, at)
    assert.ok(contents === undefined || contents === 'read', at)
    assert.equal(token, getsCredentials({ job }) ? 'write' : undefined, at)
    assert.deepEqual(others, {}, at)
  }
})

test('these jobs alone assume a role', () => {
  assert.deepEqual(named(jobs.filter(getsCredentials)).toSorted(), [
    'deploy.yml deploy',
    'deploy.yml push',
    'deploy.yml staging',
    'destroy.yml destroy',
    'preview.yml delete',
    'preview.yml release',
  ])
})

test('no expression is in a script: its value would be run', () => {
  assert.deepEqual(named(steps.filter(({ step }) => step.run?.includes('${{'))), [])
})

test('a checkout leaves no token behind', () => {
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
  assert.ok(checkouts.length > 0)
  assert.deepEqual(
    named(checkouts.filter(({ step }) => step.with['persist-credentials'] !== 'false')),
    [],
  )
})

test('no workflow has secrets but a login to other registries, or runs what a fork sends with permissions', () => {
  for (const file of files) {
    const text = read(file).replace('${{ secrets.DOCKER_AUTH_CONFIG }}', '')
    assert.doesNotMatch(text, /\bsecrets\b|UNSECURE_COMMANDS/, file)
  }
  const dangerous = ['pull_request_target', 'workflow_run', 'issue_comment']
  for (const { file, on } of workflows)
    assert.deepEqual(
      dangerous.filter((event) => event in on),
      [],
      file,
    )
  const ownBranch = 'github.event.pull_request.head.repo.full_name == github.repository'
  const onPullRequest = jobs.filter((one) => 'pull_request' in one.workflow.on)
  for (const { at, job } of onPullRequest.filter(getsCredentials))
    assert.ok(job.if?.includes(ownBranch), at)
})

test('jobs run on GitHub’s own machines, and end', () => {
  for (const { at, job } of jobs.filter((one) => one.job.uses === undefined)) {
    assert.equal(job.runsOn, '"ubuntu-latest"', at)
    assert.notEqual(job.timeoutMinutes, undefined, at)
  }
})

test('one run at a time changes an environment, and it is never cut short', () => {
  type Concurrency = { concurrency?: { 'cancel-in-progress': boolean } }
  const document = ({ file }: Workflow) =>
    parse(read(file)) as Concurrency & { jobs: Record<string, Concurrency> }
  for (const { at, job, workflow } of jobs.filter(getsCredentials)) {
    if (at === 'deploy.yml push') continue
    const { concurrency, jobs: raw } = document(workflow)
    const own = raw[job.id]!.concurrency ?? concurrency
    assert.equal(own?.['cancel-in-progress'], false, at)
    assert.notEqual(job.environment, undefined, at)
  }
})

test('what is deployed was tested, pushed once, and passed on by digest', () => {
  const { jobs: found } = workflows.find(({ file }) => file === 'deploy.yml')!
  assert.deepEqual(found.push!.needs, ['test'])
  assert.deepEqual(found.staging!.needs, ['push'])
  assert.deepEqual(found.deploy!.needs, ['push', 'staging'])
  for (const { env, if: condition } of [found.staging!, found.deploy!]) {
    assert.equal(env.RELEASE_IMAGES, '${{ needs.push.outputs.images }}')
    assert.match(condition!, /github\.ref == 'refs\/heads\/main'/)
  }
})

test('a release that does not answer is rolled back', () => {
  const { jobs: found } = workflows.find(({ file }) => file === 'deploy.yml')!
  for (const job of [found.staging!, found.deploy!]) {
    const last = job.steps.at(-1)!
    assert.equal(last.run, 'npm run rollback')
    assert.equal(last.if, "failure() && steps.smoke.outcome == 'failure'")
  }
})

test('every npm script that a workflow runs exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const used = steps.flatMap(({ step }) =>
    Array.from(step.run?.matchAll(/npm run ([\w:]+)/g) ?? [], ([, name]) => name!),
  )
  assert.deepEqual(
    used.filter((name) => !(name in scripts)),
    [],
  )
})

test('Dependabot waits until a new version is a week old', () => {
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
    updates: { 'package-ecosystem': string; cooldown?: { 'default-days': number } }[]
  }
  assert.ok(updates.some((one) => one['package-ecosystem'] === 'github-actions'))
  for (const { cooldown, 'package-ecosystem': ecosystem } of updates)
    assert.ok((cooldown?.['default-days'] ?? 0) >= 7, ecosystem)
})
