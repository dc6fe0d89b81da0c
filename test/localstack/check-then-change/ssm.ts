import { type Cases, twice, type World } from './world.ts'

export async function ssmCases({ run }: World): Promise<Cases> {
  await run('ssm', 'PutParameter', { Name: 'p', Value: 'v', Type: 'String' })
  return {
    DeleteParameter: { Name: 'absent' },
    DeleteParameters: 'Names that are not there are listed as invalid.',
    PutParameter: { Name: 'p', Value: 'other', Type: 'String' },
    AddTagsToResource: { ResourceType: 'Parameter', ResourceId: 'p', Tags: twice },
    LabelParameterVersion: { Name: 'p', ParameterVersion: 9, Labels: ['a'] },
    RemoveTagsFromResource: { ResourceType: 'Parameter', ResourceId: 'absent', TagKeys: ['a'] },
    UnlabelParameterVersion: { Name: 'p', ParameterVersion: 9, Labels: ['a'] },
  }
}
