import type { Cases, World } from './world.ts'

export async function ssmCases({ run }: World): Promise<Cases> {
  await run('ssm', 'PutParameter', { Name: 'p', Value: 'v', Type: 'String' })
  return {
    DeleteParameter: { Name: 'absent' },
    DeleteParameters: 'Names that are not there are listed as invalid.',
    PutParameter: { Name: 'p', Value: 'other', Type: 'String' },
  }
}
