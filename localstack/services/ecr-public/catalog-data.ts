import type { RepositoryCatalogData, RepositoryCatalogDataInput } from '@aws-sdk/client-ecr-public'
import type { Scope } from '../../kernel/scope.ts'

/** Catalog data as it is kept: a logo is taken and, as there is no gallery to show it, left out. */
export function catalogDataOf(
  { log }: Scope,
  { logoImageBlob, ...catalogData }: RepositoryCatalogDataInput = {},
): RepositoryCatalogData {
  if (logoImageBlob) log('ecr-public', 'logoImageBlob is accepted and has no effect here')
  return catalogData
}
