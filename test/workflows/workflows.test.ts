import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const directory = `${import.meta.dirname}/../../.github/workflows`
const files = globSync('*.yml', { cwd: directory })
const read = (file: string) => readFileSync(`${directory}/${file}`, 'utf8')

/** A job's own lines, by its name. */
function jobsOf(text: string): Record<string, string> {
  const [, jobs = ''] = text.split(/^jobs:\n/m)
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1)
  return Object.fromEntries(
    parts.flatMap((name, index) => (index % 2 ? [] : [[name, parts[index + 1] ?? '']])),
  )
}

for (const file of files) {
  test(`${file} uses other people's actions by commit, with the version said`, () => {
    for (const [, action] of read(file).matchAll(/uses: (.*)/g))
      assert.match(action!, /^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/)
  })

  test(`${file} may only read, but for what a job says`, () => {
    const [head = ''] = read(file).split(/^jobs:\n/m)
    assert.match(head, /^permissions:\n {2}contents: read\n$/m)
  })
}

test('an identity token can be had by what pushes and what deploys alone', () => {
  const withToken = files.flatMap((file) =>
    Object.entries(jobsOf(read(file)))
      .filter(([, text]) => text.includes('id-token'))
      .map(([name]) => `${file} ${name}`),
  )
  assert.deepEqual(withToken, ['deploy.yml push', 'deploy.yml deploy'])
})

test('a deployment is tested first, from main only, one at a time, and never cut short', () => {
  const { push = '', deploy = '' } = jobsOf(read('deploy.yml'))
  assert.match(push, /needs: test\n/)
  assert.match(deploy, /needs: push\n/)
  for (const job of [push, deploy])
    assert.match(job, /if: vars.AWS_\w+_ROLE_ARN != '' && github.ref == 'refs\/heads\/main'\n/)
  assert.match(deploy, /environment: production\n/)
  assert.match(deploy, /cancel-in-progress: false\n/)
})

test('no job hands on the name of an image, which Actions drops where the account id is masked', () => {
  for (const file of files) {
    assert.doesNotMatch(read(file), /^ {4}outputs:/m)
    assert.doesNotMatch(read(file), /mask-aws-account-id|\.ecr\./)
  }
})

test('every npm script that a workflow runs exists', () => {
  const { scripts } = JSON.parse(readFileSync(`${import.meta.dirname}/../../package.json`, 'utf8'))
  const used = files.flatMap((file) =>
    Array.from(read(file).matchAll(/npm run ([\w:]+)/g), ([, name]) => name!),
  )
  assert.deepEqual(
    used.filter((name) => !(name in scripts)),
    [],
  )
})
