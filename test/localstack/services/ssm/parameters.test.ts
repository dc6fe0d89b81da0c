import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { type Parameters, parametersOf } from './parameters.ts'

describe('parameters', () => {
  let target: Target
  let ssm: SSMClient
  let put: Parameters['put']
  let read: Parameters['read']

  before(async () => {
    target = await openTarget()
    ;({ ssm, put, read } = parametersOf(target))
  })
  after(() => target[Symbol.asyncDispose]())

  test('are read by name and by ARN', async () => {
    const name = unique('/app/url')
    assert.deepEqual((await put(name)).Version, 1)
    const { ARN, Value, Type, DataType } = await read(name)
    assert.match(ARN!, new RegExp(`^arn:aws:ssm:us-east-1:\\d{12}:parameter${name}$`))
    assert.deepEqual([Value, Type, DataType], ['one', 'String', 'text'])
    assert.equal((await read(ARN!)).Value, 'one')
  })

  test('are overwritten only when asked to be, and keep their versions', async () => {
    const name = unique('version')
    await put(name)
    await assert.rejects(put(name, { Value: 'two' }), {
      name: 'ParameterAlreadyExists',
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    })
    assert.equal((await put(name, { Value: 'two', Overwrite: true })).Version, 2)
    assert.equal((await read(name)).Value, 'two')
    assert.equal((await read(`${name}:1`)).Value, 'one')
    await assert.rejects(read(`${name}:9`), {
      name: 'ParameterVersionNotFound',
      message: `Systems Manager could not find version 9 of ${name}. Verify the version and try again.`,
    })
  })

  test('that are secure are readable only with decryption', async () => {
    const name = unique('secure')
    await put(name, { Type: 'SecureString', Value: 'password' })
    assert.equal((await read(name, true)).Value, 'password')
    assert.ok(!(await read(name)).Value!.includes('password'))
  })

  test('have names that AWS allows', async () => {
    await assert.rejects(put('app/url'), {
      name: 'ValidationException',
      message: 'Parameter name must be a fully qualified name.',
    })
    await assert.rejects(put('/aws/mine'), {
      name: 'AccessDeniedException',
      message: 'No access to reserved parameter name: /aws/mine.',
    })
    await assert.rejects(put('ssm-mine'), /^ValidationException: Parameter name: can't be prefixed/)
    await assert.rejects(put('/l'.repeat(16)), { name: 'HierarchyLevelLimitExceededException' })
  })

  test('have a type, a size and a form', async () => {
    const name = unique('formed')
    await assert.rejects(put(name, { Type: undefined }), {
      message: 'A parameter type is required when you create a parameter.',
    })
    await assert.rejects(
      put(name, { Value: 'x'.repeat(4097) }),
      /Standard tier parameters support a maximum parameter value of 4096 characters/,
    )
    assert.equal((await put(name, { Value: 'x'.repeat(4097), Tier: 'Advanced' })).Tier, 'Advanced')
    await assert.rejects(put(unique('digits'), { AllowedPattern: '\\d+' }), {
      name: 'ParameterPatternMismatchException',
      message: 'Parameter value, cannot be validated against allowedPattern: \\d+',
    })
  })

  test('match their pattern as Java does, however long that would take others', async () => {
    const match = (AllowedPattern: string, Value: string) =>
      put(unique('pattern'), { AllowedPattern, Value })
    await match('(?i)[a-z&&[^x]]+\\p{Digit}', 'ABC1')
    await assert.rejects(match('(a+)+b', 'a'.repeat(4000)), {
      name: 'ParameterPatternMismatchException',
    })
    await assert.rejects(match('(', 'a'), { name: 'InvalidAllowedPatternException' })
    await assert.rejects(match('(?=a).', 'a'), {
      name: 'InternalFailure',
      message: /cannot match this regular expression: Look-around/,
    })
  })

  test('are read many at once, and the missing are named', async () => {
    const name = unique('many')
    await put(name)
    const { Parameters, InvalidParameters } = await ssm.send(
      new GetParametersCommand({ Names: [name, 'absent'] }),
    )
    assert.deepEqual(
      Parameters!.map(({ Name }) => Name),
      [name],
    )
    assert.deepEqual(InvalidParameters, ['absent'])
  })

  test('are read by path, at one level or at all, page by page', async () => {
    const path = unique('/tree')
    for (const name of ['a', 'b', 'c/d']) await put(`${path}/${name}`)
    const under = async (options: {
      Recursive?: boolean
      MaxResults?: number
      NextToken?: string | undefined
    }) => ssm.send(new GetParametersByPathCommand({ Path: path, ...options }))
    const names = (found: { Parameters?: { Name?: string | undefined }[] | undefined }) =>
      found.Parameters!.map(({ Name }) => Name!.slice(path.length))
    assert.deepEqual(names(await under({})), ['/a', '/b'])
    const first = await under({ Recursive: true, MaxResults: 2 })
    assert.deepEqual(names(first), ['/a', '/b'])
    const second = await under({ Recursive: true, NextToken: first.NextToken })
    assert.deepEqual(names(second), ['/c/d'])
  })

  test('are described through filters', async () => {
    const path = unique('/described')
    await put(`${path}/plain`)
    await put(`${path}/secret`, { Type: 'SecureString', Tags: [{ Key: 'team', Value: 'web' }] })
    const described = async (
      ...ParameterFilters: { Key: string; Option?: string | undefined; Values: string[] }[]
    ) => {
      const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters }))
      return Parameters!.map(({ Name, KeyId }) => [Name!.slice(path.length), KeyId])
    }
    const here = { Key: 'Path', Values: [path] }
    assert.deepEqual(await described(here), [
      ['/plain', undefined],
      ['/secret', 'alias/aws/ssm'],
    ])
    const secret = [['/secret', 'alias/aws/ssm']]
    assert.deepEqual(await described(here, { Key: 'Type', Values: ['SecureString'] }), secret)
    assert.deepEqual(await described(here, { Key: 'tag:team', Values: ['web'] }), secret)
    assert.deepEqual(
      await described({ Key: 'Name', Option: 'BeginsWith', Values: [`${path}/s`] }),
      secret,
    )
    await assert.rejects(described({ Key: 'Path', Option: 'BeginsWith', Values: [path] }), {
      name: 'InvalidFilterOption',
    })
  })

  test('are deleted one by one or together', async () => {
    const [one, two] = [unique('gone'), unique('gone')]
    await put(one)
    await put(two)
    await ssm.send(new DeleteParameterCommand({ Name: one }))
    await assert.rejects(read(one), { name: 'ParameterNotFound' })
    const { DeletedParameters, InvalidParameters } = await ssm.send(
      new DeleteParametersCommand({ Names: [one, two] }),
    )
    assert.deepEqual([DeletedParameters, InvalidParameters], [[two], [one]])
  })
})
