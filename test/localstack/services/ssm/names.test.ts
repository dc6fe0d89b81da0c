import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { actAs, allow } from '../../../support/identity.ts'
import { openEmulator, openTarget, type Target, unique } from '../../../support/target.ts'
import { type Parameters, parametersOf } from './parameters.ts'

describe('the name of a parameter', () => {
  let target: Target
  let ssm: SSMClient
  let put: Parameters['put']
  let read: Parameters['read']

  before(async () => {
    target = await openTarget()
    ;({ ssm, put, read } = parametersOf(target))
  })
  after(() => target[Symbol.asyncDispose]())

  test('is the same with and without a slash at its start', async () => {
    const name = unique('x')
    await put(name)
    await assert.rejects(put(`/${name}`), { name: 'ParameterAlreadyExists' })
    assert.equal((await read(`/${name}`)).Name, `/${name}`)
    assert.equal((await read(name)).ARN, (await read(`/${name}`)).ARN)
    await ssm.send(new DeleteParameterCommand({ Name: `/${name}` }))
    await assert.rejects(read(name), { name: 'ParameterNotFound' })
  })

  test('is made of sub-paths, and begins with a slash if it has several', async () => {
    const name = unique('path')
    await put(`/${name}/b`)
    const notAPath = {
      name: 'ValidationException',
      message:
        /each sub-path can be formed as a mix of letters, numbers and the following 3 symbols/,
    }
    await assert.rejects(read(`/${name}//b`), notAPath)
    await assert.rejects(read(`${name}/b`), notAPath)
    await assert.rejects(put(`/${name}//c`), notAPath)
  })

  test('is an ARN of this account and region', async () => {
    const name = unique('own')
    await put(name)
    const own = (await read(name)).ARN!
    const notFound = { name: 'ParameterNotFound' }
    await assert.rejects(read(own.replace('us-east-1', 'eu-west-1')), notFound)
    await assert.rejects(read(own.replace(/:\d{12}:/, ':111111111111:')), notFound)
    await assert.rejects(read(own.replace('arn:aws:', 'arn:aws-cn:')), notFound)
  })

  test('under /aws/service is one of AWS, which are not here', async () => {
    const name = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended'
    const missing = { name: 'InternalFailure', message: /public parameters of AWS/ }
    await assert.rejects(read(name), missing)
    await assert.rejects(ssm.send(new GetParametersCommand({ Names: [name] })), missing)
    await assert.rejects(ssm.send(new GetParametersByPathCommand({ Path: name })), missing)
  })

  test('under /aws/reference/secretsmanager is that of a secret', async () => {
    const secret = unique('db')
    const Name = `/aws/reference/secretsmanager/${secret}`
    await assert.rejects(read(Name, true), {
      name: 'ParameterNotFound',
      message: `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${Name} not found.`,
    })
    const { ARN, VersionId } = await new SecretsManagerClient(target.config).send(
      new CreateSecretCommand({ Name: secret, SecretString: 'password' }),
    )
    const found = await read(Name, true)
    assert.deepEqual(
      [found.Name, found.Value, found.Type, found.Version],
      [Name, 'password', 'SecureString', 0],
    )
    const { ARN: source, name } = JSON.parse(found.SourceResult!) as { ARN: string; name: string }
    assert.deepEqual([source, name], [ARN, secret])
    assert.equal((await read(`${Name}:AWSCURRENT`, true)).Value, 'password')
    assert.equal((await read(`${Name}:${VersionId}`, true)).Value, 'password')
    await assert.rejects(read(Name), {
      name: 'ValidationException',
      message: 'WithDecryption flag must be True for retrieving a Secret Manager secret.',
    })
  })

  test('is not that of a parameter which was rejected for its data type or its tags', async () => {
    const name = unique('rejected')
    await assert.rejects(put(name, { DataType: 'words' }), {
      message:
        'The following data type is not supported: words (Data type names are all lowercase.)',
    })
    const Tags = [
      { Key: 'a', Value: '' },
      { Key: 'a', Value: '' },
    ]
    await assert.rejects(put(name, { Tags }), { name: 'ValidationException' })
    await assert.rejects(read(name), { name: 'ParameterNotFound' })
  })

  test('is found by filters, each of them once and with values', async () => {
    const describedBy = (...ParameterFilters: { Key: string; Values?: string[] }[]) =>
      ssm.send(new DescribeParametersCommand({ ParameterFilters }))
    await assert.rejects(describedBy({ Key: 'Label', Values: ['a'] }), {
      name: 'InvalidFilterKey',
      message:
        'The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].',
    })
    await assert.rejects(describedBy({ Key: 'Name' }), {
      name: 'InvalidFilterValue',
      message: 'The following filter values are missing : null for filter key Name.',
    })
    const twice = { Key: 'Name', Values: ['a'] }
    await assert.rejects(describedBy(twice, twice), {
      name: 'InvalidFilterKey',
      message:
        'The following filter is duplicated in the request: Name. A request can contain only one occurrence of a specific filter.',
    })
    await assert.rejects(describedBy({ Key: 'Type', Values: ['Text'] }), {
      name: 'InvalidFilterOption',
      message:
        'The following filter value is not valid: Text. Valid values include: [String, StringList, SecureString].',
    })
  })
})

test('a parameter without a slash is directly under /', async () => {
  await using target = await openEmulator()
  const ssm = new SSMClient(target.config)
  for (const Name of ['x', '/y', '/a/b'])
    await ssm.send(new PutParameterCommand({ Name, Value: 'one', Type: 'String' }))
  const under = async (Path: string) => {
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path }))
    return Parameters!.map(({ Name }) => Name)
  }
  assert.deepEqual(await under('/'), ['/y', 'x'])
  const named = { Key: 'Name', Values: ['/x'] }
  const { Parameters } = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [named] }),
  )
  assert.equal(Parameters![0]!.Name, 'x')
  for (const path of ['x', '//', '/###'])
    await assert.rejects(under(path), /The parameter doesn't meet the parameter name requirements/)
})

test('the parameter of a secret needs the permission on the secret', async () => {
  await using target = await openEmulator({ enforceIam: true })
  await new SecretsManagerClient(target.config).send(
    new CreateSecretCommand({ Name: 'db', SecretString: 'password' }),
  )
  const read = async (...statements: object[]) => {
    const { config } = await actAs(target, statements)
    const Name = '/aws/reference/secretsmanager/db'
    return new SSMClient(config).send(new GetParameterCommand({ Name, WithDecryption: true }))
  }
  await assert.rejects(read(allow('ssm:GetParameter')), {
    name: 'AccessDeniedException',
    message:
      /is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:/,
  })
  const { Parameter } = await read(allow(['ssm:GetParameter', 'secretsmanager:GetSecretValue']))
  assert.equal(Parameter!.Value, 'password')
})
