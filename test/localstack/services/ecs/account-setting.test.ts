import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteAccountSettingCommand,
  ECSClient,
  ListAccountSettingsCommand,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
} from '@aws-sdk/client-ecs'
import { openTarget, unique } from '../../../support/target.ts'

const principal = () => `arn:aws:iam::000000000000:user/${unique('user')}`

test('a setting is kept for its principal', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  const principalArn = principal()
  const input = { name: 'containerInsights', value: 'enabled', principalArn } as const
  const expected = { ...input, type: 'user' }
  const { setting } = await ecs.send(new PutAccountSettingCommand(input))
  assert.deepEqual(setting, expected)
  const made = await ecs.send(new ListAccountSettingsCommand({ principalArn }))
  assert.deepEqual(made.settings, [expected])
  const others = await ecs.send(new ListAccountSettingsCommand({ principalArn: principal() }))
  assert.deepEqual(others.settings, [])
})

test('effective settings are the defaults and what replaces them', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  const principalArn = principal()
  const list = new ListAccountSettingsCommand({
    principalArn,
    effectiveSettings: true,
    name: 'containerInsights',
  })
  const value = async () => (await ecs.send(list)).settings!.map((setting) => setting.value)
  assert.deepEqual(await value(), ['disabled'])
  await ecs.send(
    new PutAccountSettingCommand({ name: 'containerInsights', value: 'enabled', principalArn }),
  )
  assert.deepEqual(await value(), ['enabled'])
})

test('settings come in pages', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  const page = (nextToken?: string) =>
    ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, maxResults: 6, nextToken }))
  const first = await page()
  const second = await page(first.nextToken)
  assert.equal(first.settings!.length, 6)
  assert.equal(second.nextToken, undefined)
  const names = [...first.settings!, ...second.settings!].map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})

test('a name that no setting has is rejected', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  for (const command of [
    new PutAccountSettingCommand({ name: 'absent' as 'containerInsights', value: 'enabled' }),
    new ListAccountSettingsCommand({ name: 'absent' as 'containerInsights' }),
  ])
    await assert.rejects(ecs.send(command as ListAccountSettingsCommand), {
      name: 'InvalidParameterException',
    })
})

test('a value that the setting does not have is rejected', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  for (const value of ['ENABLED', 'on', ''])
    for (const command of [
      new PutAccountSettingCommand({ name: 'containerInsights', value }),
      new PutAccountSettingDefaultCommand({ name: 'containerInsights', value }),
    ])
      await assert.rejects(ecs.send(command as PutAccountSettingCommand), {
        name: 'InvalidParameterException',
        message: "Invalid setting 'value'",
      })
})

test('a setting for all holds for principals that have none, until they delete theirs', async () => {
  await using target = await openTarget()
  const ecs = new ECSClient(target.config)
  const principalArn = principal()
  const name = 'fargateTaskRetirementWaitPeriod'
  const value = async () => {
    const list = new ListAccountSettingsCommand({ principalArn, name, effectiveSettings: true })
    return (await ecs.send(list)).settings![0]!.value
  }
  const { setting } = await ecs.send(new PutAccountSettingDefaultCommand({ name, value: '14' }))
  assert.equal(setting!.principalArn, 'arn:aws:iam::000000000000:root')
  assert.equal(await value(), '14')
  await ecs.send(new PutAccountSettingCommand({ name, value: '0', principalArn }))
  assert.equal(await value(), '0')
  await ecs.send(new DeleteAccountSettingCommand({ name, principalArn }))
  assert.equal(await value(), '14')
  const rootArn = setting!.principalArn
  await ecs.send(new DeleteAccountSettingCommand({ name, principalArn: rootArn }))
  assert.equal(await value(), '7')
})
