import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AddTagsToResourceCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm'
import { openTarget, type Target, unique } from '../../../support/target.ts'

describe('the versions of a parameter', () => {
  let target: Target
  let ssm: SSMClient

  before(async () => {
    target = await openTarget()
    ssm = new SSMClient(target.config)
  })
  after(() => target[Symbol.asyncDispose]())

  const put = (Name: string, Value: string, options: object = {}) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true, ...options }))
  const label = (Name: string, Labels: string[], ParameterVersion?: number) =>
    ssm.send(new LabelParameterVersionCommand({ Name, Labels, ParameterVersion }))
  const historyOf = async (Name: string, options: object = {}) =>
    ssm.send(new GetParameterHistoryCommand({ Name, ...options }))

  test('are the history, with the settings of their time, page by page', async () => {
    const name = unique('history')
    await put(name, 'one', { Description: 'first' })
    await put(name, 'two', { Description: 'second' })
    const first = await historyOf(name, { MaxResults: 1 })
    const second = await historyOf(name, { NextToken: first.NextToken })
    const shown = [...first.Parameters!, ...second.Parameters!].map((version) => [
      version.Version,
      version.Value,
      version.Description,
      version.Labels,
      version.Policies,
    ])
    assert.deepEqual(shown, [
      [1, 'one', 'first', [], []],
      [2, 'two', 'second', [], []],
    ])
    await assert.rejects(historyOf(unique('absent')), { name: 'ParameterNotFound' })
  })

  test('are secret in the history as well', async () => {
    const name = unique('secret')
    await put(name, 'password', { Type: 'SecureString' })
    const valueIn = async (options: object) =>
      (await historyOf(name, options)).Parameters![0]!.Value
    assert.notEqual(await valueIn({}), 'password')
    assert.equal(await valueIn({ WithDecryption: true }), 'password')
  })

  test('have labels that move, and that are read by', async () => {
    const path = unique('/labels')
    const name = `${path}/a`
    await put(name, 'one')
    await put(name, 'two')
    assert.equal((await label(name, ['live'])).ParameterVersion, 2)
    await label(name, ['live', 'old'], 1)
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `${name}:live` }))
    assert.deepEqual([Parameter!.Value, Parameter!.Selector], ['one', ':live'])
    const byLabel = async (value: string) => {
      const ParameterFilters = [{ Key: 'Label', Values: [value] }]
      const input = { Path: path, ParameterFilters }
      return (await ssm.send(new GetParametersByPathCommand(input))).Parameters!.length
    }
    assert.equal(await byLabel('live'), 0)
    await label(name, ['live'])
    assert.equal(await byLabel('live'), 1)
  })

  test('keep their labels when others are not valid or too many', async () => {
    const name = unique('invalid')
    await put(name, 'one')
    const { InvalidLabels } = await label(name, ['ok', 'aws-x', 'ssmx', '9a', 'a/b'])
    assert.deepEqual(InvalidLabels, ['aws-x', 'ssmx', '9a', 'a/b'])
    const ten = Array.from({ length: 10 }, (_, index) => `label-${index}`)
    await assert.rejects(label(name, ten), { name: 'ParameterVersionLabelLimitExceeded' })
    await assert.rejects(label(name, ['ok'], 9), {
      name: 'ParameterVersionNotFound',
      message: `Systems Manager could not find version 9 of ${name}. Verify the version and try again.`,
    })
    assert.deepEqual((await historyOf(name)).Parameters![0]!.Labels, ['ok'])
    const removed = await ssm.send(
      new UnlabelParameterVersionCommand({
        Name: name,
        ParameterVersion: 1,
        Labels: ['ok', 'other'],
      }),
    )
    assert.deepEqual([removed.RemovedLabels, removed.InvalidLabels], [['ok'], ['other']])
  })

  test('are a hundred, and the oldest stays while it has a label', async () => {
    const name = unique('hundred')
    for (let version = 1; version <= 100; version++) await put(name, String(version))
    await label(name, ['kept'], 1)
    await assert.rejects(put(name, '101'), {
      name: 'ParameterMaxVersionLimitExceeded',
      message: /Version 1, the oldest version, can't be deleted because it has a label/,
    })
    await label(name, ['kept'], 2)
    assert.equal((await put(name, '101')).Version, 101)
  })

  test('share the tags of the parameter, each key once', async () => {
    const name = unique('tags')
    await put(name, 'one')
    const resource = { ResourceType: 'Parameter' as const, ResourceId: `/${name}` }
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      ssm.send(new AddTagsToResourceCommand({ ...resource, Tags }))
    await tag({ Key: 'app', Value: 'a' }, { Key: 'team', Value: 'a' })
    await tag({ Key: 'team', Value: 'b' })
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['app'] }))
    await assert.rejects(tag({ Key: 'aws:a', Value: '' }), { name: 'ValidationException' })
    const { TagList } = await ssm.send(new ListTagsForResourceCommand(resource))
    assert.deepEqual(TagList, [{ Key: 'team', Value: 'b' }])
    await assert.rejects(
      ssm.send(new ListTagsForResourceCommand({ ...resource, ResourceId: unique('absent') })),
      { name: 'InvalidResourceId' },
    )
  })
})
