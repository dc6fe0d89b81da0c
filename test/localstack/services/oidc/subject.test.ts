import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readJob } from '../../../../localstack/services/oidc/job.ts'
import { subjectOf } from '../../../../localstack/services/oidc/subject.ts'

const subjects: [query: string, subject: string][] = [
  ['', 'repo:o/r:ref:refs/heads/main'],
  ['ref=refs/heads/a:b', 'repo:o/r:ref:refs/heads/a%3Ab'],
  ['ref=refs/tags/v1', 'repo:o/r:ref:refs/tags/v1'],
  ['ref=refs/pull/7/merge', 'repo:o/r:pull_request'],
  ['event_name=pull_request', 'repo:o/r:pull_request'],
  ['event_name=workflow_dispatch', 'repo:o/r:ref:refs/heads/main'],
  ['environment=production', 'repo:o/r:environment:production'],
  ['environment=production&event_name=pull_request', 'repo:o/r:environment:production'],
  ['environment=eu:west', 'repo:o/r:environment:eu%3Awest'],
  ['immutable=true&repository_owner_id=9&repository_id=8', 'repo:o@9/r@8:ref:refs/heads/main'],
  [
    'immutable=true&repository_owner_id=9&repository_id=8&environment=p',
    'repo:o@9/r@8:environment:p',
  ],
]

for (const [query, subject] of subjects)
  test(`a job with '${query}' has the subject ${subject}`, () => {
    assert.equal(subjectOf(readJob(new URLSearchParams(`repository=o/r&${query}`))), subject)
  })
