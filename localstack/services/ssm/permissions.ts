import { arn } from '../../kernel/arn.ts'
import { onSecret } from '../secretsmanager/public.ts'
import {
  type OperationPermission,
  type PermissionTable,
  on,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import type { Call } from '../../kernel/scope.ts'
import { parameterArn } from './parameter.ts'
import { findSecretReference } from './secret-parameter.ts'
import { parametersOf } from './state.ts'

/** A parameter by name or ARN, whichever version of it is asked for. */
const arnOf = (call: Call, name: string) =>
  name.startsWith('arn:') ? name : parameterArn(call, name.split(':')[0]!)

const parameter = on(({ Name }: { Name: string }, call) => arnOf(call, Name))

const taggedParameter = on(({ ResourceId }: { ResourceId: string }, call) =>
  parameterArn(call, ResourceId),
)

/** What reads a parameter; that of a secret needs the permission on the secret as well. */
const readParameter = (call: Call, name: string): OperationPermission[] => {
  const reference = findSecretReference(name)
  const resource = arnOf(call, name)
  if (!reference) return [{ resource }]
  const secret = onSecret(call, reference.secret)
  return [{ resource }, { ...secret, action: 'secretsmanager:GetSecretValue' }]
}

const parameters = onEach(({ Names }: { Names: string[] }, call) =>
  Names.map((name) => arnOf(call, name)),
)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const permissions: PermissionTable = {
  keys: ['Overwrite', 'Recursive', 'resourceTag/'],
  tagsOf: (call, resource) =>
    tagRecord(
      parametersOf(call)
        .values()
        .find(({ ARN }) => ARN === resource)?.Tags,
    ),
  rules: {
    AddTagsToResource: taggedParameter,
    DeleteParameter: parameter,
    DeleteParameters: parameters,
    DescribeParameters: on((_: object, call) => arn(call, 'ssm', '*')),
    GetParameter: ({ Name }: { Name: string }, call) => readParameter(call, Name),
    GetParameterHistory: parameter,
    GetParameters: ({ Names }: { Names: string[] }, call) =>
      Names.flatMap((name) => readParameter(call, name)),
    GetParametersByPath: (
      { Path, Recursive }: { Path: string; Recursive?: boolean | undefined },
      call,
    ) => ({
      resource: parameterArn(call, Path),
      keys: { 'ssm:Recursive': Recursive?.toString() },
    }),
    LabelParameterVersion: parameter,
    ListTagsForResource: taggedParameter,
    PutParameter: (
      input: { Name: string; Overwrite?: boolean | undefined; Tags?: unknown[] | undefined },
      call,
    ) => {
      const resource = arnOf(call, input.Name)
      return [
        { resource, keys: { 'ssm:Overwrite': input.Overwrite?.toString() } },
        ...(input.Tags?.length ? [{ resource, action: 'ssm:AddTagsToResource' }] : []),
      ]
    },
    RemoveTagsFromResource: taggedParameter,
    UnlabelParameterVersion: parameter,
  },
}
