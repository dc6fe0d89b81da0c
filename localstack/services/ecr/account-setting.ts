import type { Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'
import { registrySettings } from './state.ts'

/** The settings there are, with the values each takes; the first is the default: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html */
const settings = {
  BASIC_SCAN_TYPE_VERSION: ['AWS_NATIVE'],
  BLOB_MOUNTING: ['DISABLED', 'ENABLED'],
  REGISTRY_POLICY_SCOPE: ['V2'],
}

type Name = keyof typeof settings

/** The value of a setting, or its default. */
export const accountSetting = (scope: Scope, name: Name): string =>
  scope.state(registrySettings).accountSettings.get(name) ?? settings[name][0]!

/** Sets a setting to one of the values it takes. */
export function putAccountSetting(scope: Scope, name: Name, value: string): void {
  checkIsOneOf('value', value, settings[name])
  scope.state(registrySettings).accountSettings.set(name, value)
}

/** Rejects the name of a setting that ECR does not have. */
export function checkSettingName(name: string): asserts name is Name {
  checkIsOneOf('name', name, Object.keys(settings))
}

function checkIsOneOf(member: string, value: string, values: string[]): void {
  if (!values.includes(value))
    throw invalidEcrParameter(member, `must satisfy enum value set: [${values.join(', ')}]`)
}
