import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import {
  isServicePrincipal,
  isSlip,
} from '../../../../localstack/services/iam/service-principal.ts'

const accepts = (name: string) => isServicePrincipal(`${name}.amazonaws.com`)

test('a name that is nearly that of a service is none', () => {
  const slips = ['ecs-task', 'ecs-taks', 'ecs-task.us-east-1', 'lamdba', 'elasticloadbalacing']
  assert.deepEqual(slips.filter(accepts), [])
})

test('a name that a service may have is accepted', () => {
  const names = [
    'ecs-tasks',
    'ecs-tasks.us-east-1',
    'ecs.application-autoscaling',
    'delivery.logs',
    'inspector2',
    'inspector3',
    'access-analyzer',
    'accessanalyzer',
    'a-new-service',
    'eks2',
  ]
  assert.deepEqual(names.filter(accepts), names)
  assert.ok(isServicePrincipal('ecs-tasks.amazonaws.com.cn'))
})

test('no service has a name that is a slip of another', async () => {
  const file = '../../../../localstack/services/iam/data/service-names.txt'
  const text = await readFile(new URL(file, import.meta.url), 'utf8')
  const names = text.trimEnd().split('\n')
  assert.ok(names.length > 500 && names.includes('ecs-tasks'))
  const slips = names.filter(
    (name) => name.length >= 6 && names.some((other) => other !== name && isSlip(name, other)),
  )
  assert.deepEqual(slips, [])
})
