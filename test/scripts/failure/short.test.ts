import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shorten } from '../../../scripts/failure/short.ts'

const cases: [message: string, short: string][] = [
  [
    'ResourceNotFoundException: not found. status code: 400, request id: f4ce1056-16da-4d11-9054-32dc71514860',
    'ResourceNotFoundException: not found. status code: 400',
  ],
  [
    '(service api) (task 0123456789abcdef0123456789abcdef) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-api/0123456789abcdef) due to (reason Request timed out)',
    '(service api) (port 8080) is unhealthy in (target-group shop-api) due to (reason Request timed out)',
  ],
  [
    '(service api) (deployment ecs-svc/123) deployment failed: tasks failed to start.',
    '(service api) deployment failed: tasks failed to start.',
  ],
  [
    'failed to fetch secret arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:shop/KEY-AbCdEf from secrets manager',
    'failed to fetch secret shop/KEY-AbCdEf from secrets manager',
  ],
  [
    'not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/shop/KEY because',
    'not authorized to perform: ssm:GetParameters on resource: shop/KEY because',
  ],
]

for (const [message, short] of cases)
  test(`shortens: ${short}`, () => assert.equal(shorten(message), short))
