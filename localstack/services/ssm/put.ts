import type { PutParameterCommandInput } from '@aws-sdk/client-ssm'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Call } from '../../kernel/scope.ts'
import { findParameter, parameterArn } from './parameter.ts'
import { checkDataType, checkName, checkValue } from './rules.ts'
import type { ParameterRecord, ParameterSettings } from './records.ts'
import { parametersOf } from './state.ts'
import { checkParameterTags } from './tags.ts'

type Input = Given<PutParameterCommandInput>

const keptVersions = 100

/** Makes a parameter, or gives it a new version when that is asked for; https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export function putParameter(input: Input, call: Call): ParameterRecord {
  const { Name, Value, Tags = [] } = input
  const existing = findParameter(call, Name)
  if (existing && !input.Overwrite)
    throw awsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    )
  if (input.Overwrite && input.Tags)
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    )
  if (!existing) checkName(Name)
  const settings = settingsOf(input, existing, call.caller.arn)
  checkValue(settings, Value)
  checkParameterTags([], Tags)
  if (existing) checkOldest(existing)
  const parameter = existing ?? newParameter(input, settings, call)
  const Version = parameter.Version + 1
  Object.assign(parameter, settings, { Version })
  const version = { ...settings, Value, Version, LastModifiedDate: call.clock.now() }
  parameter.versions.set(Version, version).delete(Version - keptVersions)
  return parameter
}

function newParameter({ Name, Tags = [] }: Input, settings: ParameterSettings, call: Call) {
  const all = parametersOf(call)
  const ARN = parameterArn(call, Name)
  all.set(Name, { ...settings, Name, ARN, Tags, Version: 0, versions: new Map() })
  return all.get(Name)!
}

function settingsOf(
  { Type, Tier, KeyId, Description, AllowedPattern, Value, DataType }: Input,
  before: ParameterRecord | undefined,
  LastModifiedUser: string,
): ParameterSettings {
  const type = Type ?? before?.Type
  if (!type) throw invalid('A parameter type is required when you create a parameter.')
  const dataType = DataType ?? before?.DataType ?? 'text'
  checkDataType(dataType)
  const advanced = Tier === 'Advanced' || (Tier === 'Intelligent-Tiering' && Value.length > 4096)
  const description = Description ?? before?.Description
  const allowedPattern = AllowedPattern ?? before?.AllowedPattern
  return {
    Type: type,
    DataType: dataType,
    Tier: advanced ? 'Advanced' : (before?.Tier ?? 'Standard'),
    LastModifiedUser,
    ...(type === 'SecureString' && { KeyId: KeyId ?? before?.KeyId ?? 'alias/aws/ssm' }),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  }
}

/** A version that has a label is not given up for a new one. */
function checkOldest({ Name, Version, versions }: ParameterRecord): void {
  const oldest = Version + 1 - keptVersions
  if (versions.get(oldest)?.Labels?.length)
    throw awsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${Name} by calling the PutParameter API with the overwrite flag. Version ${oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    )
}

const invalid = (message: string) => awsError('ValidationException', message)
