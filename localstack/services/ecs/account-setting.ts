import type { Setting, SettingName } from '@aws-sdk/client-ecs'
import type { Scope } from '../../kernel/scope.ts'
import { ecsOf } from './state.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html */
const defaults: Partial<Record<SettingName, string>> = {
  awsvpcTrunking: 'disabled',
  containerInsights: 'disabled',
  containerInstanceLongArnFormat: 'enabled',
  defaultLogDriverMode: 'non-blocking',
  fargateFIPSMode: 'disabled',
  fargateTaskRetirementWaitPeriod: '7',
  guardDutyActivate: 'off',
  serviceLongArnFormat: 'enabled',
  tagResourceAuthorization: 'on',
  taskLongArnFormat: 'enabled',
}

/** Stores a setting. It has no effect here. */
export function putSetting(scope: Scope, setting: Setting): Setting {
  const record: Setting = { ...setting, type: 'user' }
  ecsOf(scope).settings.set(`${setting.principalArn} ${setting.name}`, record)
  return record
}

/** The settings that a principal has made, or those in effect for it. */
export function settingsOf(scope: Scope, principalArn: string, effective: boolean): Setting[] {
  const made = ecsOf(scope)
    .settings.values()
    .filter((setting) => setting.principalArn === principalArn)
    .toArray()
  if (!effective) return made
  return Object.entries(defaults).map(
    ([name, value]) =>
      made.find((setting) => setting.name === name) ?? {
        name: name as SettingName,
        value,
        principalArn,
        type: name === 'guardDutyActivate' ? 'aws_managed' : 'user',
      },
  )
}
