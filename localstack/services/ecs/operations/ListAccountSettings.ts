import type {
  ListAccountSettingsCommandInput,
  ListAccountSettingsCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { settingsOf } from '../account-setting.ts'
import { ecsPage } from '../list.ts'

export const ListAccountSettings: Operation<
  ListAccountSettingsCommandInput,
  ListAccountSettingsCommandOutput
> = readOnly((input, call) => {
  const { name, value, effectiveSettings } = input
  const principalArn = input.principalArn ?? call.caller.arn
  const found = settingsOf(call, principalArn, effectiveSettings ?? false).filter(
    (setting) =>
      (name === undefined || setting.name === name) &&
      (value === undefined || setting.value === value),
  )
  const { items, nextToken } = ecsPage(found, { maxResults: 10, ...input })
  return { settings: items, nextToken }
})
