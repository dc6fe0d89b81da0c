import type { Setting, SettingName } from '@aws-sdk/client-ecs'
import { globalArn } from '../../kernel/arn.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidParameter } from './errors.ts'
import { ecsOf } from './state.ts'

const onOff = ['enabled', 'disabled']

/** The values of each setting, the default first: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html */
const values: Record<SettingName, string[]> = {
  awsvpcTrunking: ['disabled', 'enabled'],
  containerInsights: ['disabled', 'enabled', 'enhanced'],
  containerInstanceLongArnFormat: onOff,
  defaultLogDriverMode: ['non-blocking', 'blocking'],
  fargateEventWindows: ['disabled', 'enabled'],
  fargateFIPSMode: ['disabled', 'enabled'],
  fargateTaskRetirementWaitPeriod: ['7', '0', '14'],
  guardDutyActivate: ['off', 'on'],
  serviceLongArnFormat: onOff,
  tagResourceAuthorization: ['on', 'off'],
  taskLongArnFormat: onOff,
}

/** Returns the principal that stands for all without a setting of their own. */
export const everyPrincipal = (scope: Scope) => globalArn(scope, 'iam', 'root')

const keyOf = ({ principalArn, name }: Setting) => `${principalArn} ${name}`

/** Stores a setting. It has no effect here. The words are those of aws/aws-cli#3785. */
export function putSetting(scope: Scope, { name, value, principalArn }: Setting): Setting {
  if (name === 'guardDutyActivate' || !values[name!].includes(value!))
    throw invalidParameter("Invalid setting 'value'")
  const record: Setting = { name, value, principalArn, type: 'user' }
  ecsOf(scope).settings.set(keyOf(record), record)
  return record
}

/** Removes a principal's setting. Returns the one that is in effect then. */
export function deleteSetting(scope: Scope, principalArn: string, name: SettingName): Setting {
  ecsOf(scope).settings.delete(keyOf({ principalArn, name }))
  const { value } = settingsOf(scope, principalArn, true).find((each) => each.name === name)!
  return { name, value, principalArn }
}

/** The settings that a principal has made, or those in effect for it. */
export function settingsOf(scope: Scope, principalArn: string, effective: boolean): Setting[] {
  const { settings } = ecsOf(scope)
  const ofPrincipal = (arn: string) =>
    settings
      .values()
      .filter((setting) => setting.principalArn === arn)
      .toArray()
  const made = ofPrincipal(principalArn)
  if (!effective) return made
  const common = ofPrincipal(everyPrincipal(scope))
  return Object.entries(values).map(
    ([name, [value]]): Setting =>
      [...made, ...common].find((setting) => setting.name === name) ?? {
        name: name as SettingName,
        value,
        principalArn,
        type: name === 'guardDutyActivate' ? 'aws_managed' : 'user',
      },
  )
}
