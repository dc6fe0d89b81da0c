/** Members of DescribeTaskDefinition's response that RegisterTaskDefinition does not accept. */
const readOnly = ['compatibilities', 'taskDefinitionArn', 'requiresAttributes', 'revision'].concat(
  'status',
  'registeredAt',
  'deregisteredAt',
  'registeredBy',
)

export const withoutReadOnly = (definition: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(definition).filter(([name]) => !readOnly.includes(name)))

/** Removes nulls, empty texts, and lists and objects that have nothing else. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((one) => one !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .map(([name, member]) => [name, withoutEmpty(member)] as const)
      .filter(([, member]) => member !== undefined)
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
  return value === null || value === '' ? undefined : value
}
