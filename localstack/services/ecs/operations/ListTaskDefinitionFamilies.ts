import type {
  ListTaskDefinitionFamiliesCommandInput,
  ListTaskDefinitionFamiliesCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { ecsPage } from '../list.ts'
import { ecsOf } from '../state.ts'

export const ListTaskDefinitionFamilies: Operation<
  ListTaskDefinitionFamiliesCommandInput,
  ListTaskDefinitionFamiliesCommandOutput
> = readOnly((input, call) => {
  const { familyPrefix = '', status = 'ACTIVE' } = input
  const families = [...ecsOf(call).families]
    .filter(([family, revisions]) => {
      const active = revisions.values().some((revision) => revision.status === 'ACTIVE')
      return (
        family.startsWith(familyPrefix) && (status === 'ALL' || active === (status === 'ACTIVE'))
      )
    })
    .map(([family]) => family)
  const { items, nextToken } = ecsPage(families.toSorted(), input)
  return { families: items, nextToken }
})
