import { arn } from '../../kernel/arn.ts'
import { type PermissionTable, on, onEach, tagRecord } from '../../access/permission.ts'
import type { Call } from '../../kernel/scope.ts'
import { parameterArn } from './parameter.ts'
import { parametersOf } from './state.ts'

/** A parameter by name or ARN, whichever version of it is asked for. */
const arnOf = (call: Call, name: string) =>
  name.startsWith('arn:') ? name : parameterArn(call, name.split(':')[0]!)

const parameter = on(({ Name }: { Name: string }, call) => arnOf(call, Name))

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
    DeleteParameter: parameter,
    DeleteParameters: parameters,
    DescribeParameters: on((_: object, call) => arn(call, 'ssm', '*')),
    GetParameter: parameter,
    GetParameters: parameters,
    GetParametersByPath: (
      { Path, Recursive }: { Path: string; Recursive?: boolean | undefined },
      call,
    ) => ({
      resource: parameterArn(call, Path),
      keys: { 'ssm:Recursive': Recursive?.toString() },
    }),
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
  },
}
