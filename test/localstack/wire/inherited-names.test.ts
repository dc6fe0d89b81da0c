import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { loadModel, type Model } from '../../../localstack/wire/model.ts'
import { services } from '../../../localstack/services.ts'
import { openTarget, type Target } from '../../support/target.ts'
import { call } from './worst-input/call.ts'

const names = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']

let target: Target
before(async () => {
  target = await openTarget()
})
after(() => target[Symbol.asyncDispose]())

const send = (model: Model, operation: string, input: object) =>
  call(target.url, model, { operation, input })

for (const { name } of services)
  test(`an operation of ${name} is not found among the names that every object has`, async () => {
    const model = loadModel(name)
    for (const operation of names) {
      const { status, body } = await send(model, operation, {})
      assert.equal(status, 400, body)
      assert.match(body, /UnknownOperationException|InvalidAction/)
    }
  })

const rejected: [
  service: string,
  operation: string,
  code: RegExp,
  input: (name: string) => object,
][] = [
  [
    'ec2',
    'DescribeVpcs',
    /InvalidParameterValue/,
    (name) => ({ Filters: [{ Name: name, Values: ['a'] }] }),
  ],
  [
    'ec2',
    'AuthorizeSecurityGroupIngress',
    /InvalidParameterValue/,
    (name) => ({ GroupName: 'default', IpPermissions: [{ IpProtocol: name }] }),
  ],
  ['iam', 'CreateServiceLinkedRole', /InvalidInput/, (name) => ({ AWSServiceName: name })],
  [
    'ssm',
    'DescribeParameters',
    /InvalidFilterOption|length less than or equal to 10/,
    (name) => ({ ParameterFilters: [{ Key: 'Name', Option: name, Values: ['a'] }] }),
  ],
]

for (const [service, operation, code, input] of rejected)
  test(`${operation} of ${service} rejects the names that every object has`, async () => {
    const model = loadModel(service)
    if (service === 'ssm')
      await send(model, 'PutParameter', { Name: 'a', Value: 'a', Type: 'String', Overwrite: true })
    for (const name of names) {
      const { status, body } = await send(model, operation, input(name))
      assert.equal(status, 400, body)
      assert.match(body, code)
    }
  })
