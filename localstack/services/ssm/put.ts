import type { PutParameterCommandInput } from '@aws-sdk/client-ssm'
import { awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import type { Call } from '../../kernel/scope.ts'
import { parameterArn } from './parameter.ts'
import { checkName, checkValue } from './rules.ts'
import type { ParameterRecord } from './records.ts'
import { parametersOf } from './state.ts'

const keptVersions = 100

/** Makes a parameter, or gives it a new version when that is asked for; https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export function putParameter(input: Given<PutParameterCommandInput>, call: Call): ParameterRecord {
  const existing = parametersOf(call).get(input.Name)
  if (existing && !input.Overwrite)
    throw awsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    )
  if (input.Overwrite && input.Tags)
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    )
  const parameter = existing ?? newParameter(input, call)
  const changed = { ...parameter, ...settingsOf(input, parameter) }
  checkValue(changed, input.Value)
  const Version = parameter.Version + 1
  Object.assign(parameter, changed, { LastModifiedUser: call.caller.arn, Version })
  const version = { Value: input.Value, Version, LastModifiedDate: call.clock.now() }
  parameter.versions.set(Version, version).delete(Version - keptVersions)
  parametersOf(call).set(parameter.Name, parameter)
  return parameter
}

function newParameter(
  { Name, Type, Tags = [], DataType = 'text' }: Given<PutParameterCommandInput>,
  call: Call,
): ParameterRecord {
  checkName(Name)
  if (!Type) throw invalid('A parameter type is required when you create a parameter.')
  const [ARN, LastModifiedUser] = [parameterArn(call, Name), call.caller.arn]
  return {
    Name,
    ARN,
    Type,
    DataType,
    Tier: 'Standard',
    LastModifiedUser,
    Tags,
    Version: 0,
    versions: new Map(),
  }
}

function settingsOf(
  { Type, Tier, KeyId, Description, AllowedPattern, Value }: Given<PutParameterCommandInput>,
  before: ParameterRecord,
): Partial<ParameterRecord> {
  const type = Type ?? before.Type
  const advanced = Tier === 'Advanced' || (Tier === 'Intelligent-Tiering' && Value.length > 4096)
  return {
    Type: type,
    Tier: advanced ? 'Advanced' : before.Tier,
    ...(type === 'SecureString' && { KeyId: KeyId ?? before.KeyId ?? 'alias/aws/ssm' }),
    ...(Description !== undefined && { Description }),
    ...(AllowedPattern !== undefined && { AllowedPattern }),
  }
}

const invalid = (message: string) => awsError('ValidationException', message)
