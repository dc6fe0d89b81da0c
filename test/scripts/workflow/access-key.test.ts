import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keySecretsOf, secretsWith } from '../../../scripts/workflow/access-key.ts'
import { readWorkflow } from '../../../scripts/workflow/read-workflow.ts'

const secretsFor = (text: string) =>
  secretsWith(keySecretsOf([readWorkflow('w.yml', `on: push\n${text}`)]), { id: 'i', secret: 's' })

test('the secrets that an action takes as an access key have any name', () => {
  const inputs =
    "{ aws-access-key-id: '${{ secrets.KEY }}', aws-secret-access-key: '${{ secrets.WORD }}' }"
  assert.deepEqual(
    secretsFor(
      `jobs: { a: { steps: [{ uses: aws-actions/configure-aws-credentials@v4, with: ${inputs} }] } }`,
    ),
    { KEY: 'i', WORD: 's' },
  )
})

test('other secrets are an access key by their names, at every level', () => {
  assert.deepEqual(
    secretsFor(`env: { AWS_ACCESS_KEY_ID: '\${{ secrets.AWS_ACCESS_KEY_ID }}' }
jobs:
  a:
    env: { OTHER: '\${{ secrets.DATABASE }}' }
    steps:
      - run: aws s3 ls
        env: { AWS_SECRET_ACCESS_KEY: '\${{ secrets.PROD_AWS_SECRET_ACCESS_KEY }}' }
`),
    { AWS_ACCESS_KEY_ID: 'i', PROD_AWS_SECRET_ACCESS_KEY: 's' },
  )
})
