import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { linesOf } from '../../../scripts/oidc/show.ts'
import type { Verdict } from '../../../scripts/oidc/verify.ts'

const verdict: Verdict = {
  role: 'role shop-push',
  jobs: ['deploy.yml push, on push to main'],
  rows: [
    { name: 'a fork', subject: 'repo:f/shop:pull_request', isAllowed: false, isRight: true },
    {
      name: 'deploy.yml push',
      subject: 'repo:o/shop:ref:refs/heads/main',
      isAllowed: true,
      isRight: false,
      note: 'why',
    },
  ],
  findings: ['a finding'],
}

function shown(columns?: number): string {
  const stream: unknown = Object.assign(new PassThrough(), { columns })
  return linesOf([verdict], stream as NodeJS.WriteStream).join('\n')
}

test('an allowed token comes first, each with the subject in a column', () => {
  const wide = `role shop-push
  for deploy.yml push, on push to main
  ✘ allowed  deploy.yml push  repo:o/shop:ref:refs/heads/main
    why
  ✔ denied   a fork           repo:f/shop:pull_request
  ! a finding`
  assert.equal(shown(61), wide)
  assert.equal(shown(), wide)
})

test('on a narrow terminal subjects have lines of their own', () => {
  assert.equal(
    shown(60),
    `role shop-push
  for deploy.yml push, on push to main
  ✘ allowed  deploy.yml push
             repo:o/shop:ref:refs/heads/main
    why
  ✔ denied   a fork
             repo:f/shop:pull_request
  ! a finding`,
  )
})
