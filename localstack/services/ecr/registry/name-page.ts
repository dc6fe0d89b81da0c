/** One page of names in order, after `last`, as the registry's lists have it: https://distribution.github.io/distribution/spec/api/#pagination */
export function pageOfNames(
  names: Iterable<string>,
  { last, size }: { last: string; size: number },
): { page: string[]; next: string | undefined } {
  const rest = [...names].filter((name) => name > last).toSorted()
  const page = rest.slice(0, size)
  return { page, next: rest.length > page.length ? page.at(-1) : undefined }
}
