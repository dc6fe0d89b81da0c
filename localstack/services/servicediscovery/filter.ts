import { invalidInput } from './errors.ts'

export interface Filter {
  Name: string
  Values: string[]
  Condition?: 'EQ' | 'IN' | 'BETWEEN' | 'BEGINS_WITH'
}

/** Returns true if an item passes all filters. `valueOf` gives the item's value for a filter's name. */
export const passes = (filters: Filter[], valueOf: (name: string) => string | undefined) =>
  filters.every(({ Name, Values, Condition = 'EQ' }) => {
    const value = valueOf(Name)
    if (value === undefined) return false
    switch (Condition) {
      case 'BEGINS_WITH':
        return Values.some((prefix) => value.startsWith(prefix))
      case 'BETWEEN':
        return Number(value) >= Number(Values[0]) && Number(value) <= Number(Values[1])
      default:
        return Values.includes(value)
    }
  })

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_NamespaceFilter.html: EQ has one value, BETWEEN two. */
export function checkFilters(filters: Filter[]): void {
  for (const { Name, Values, Condition = 'EQ' } of filters) {
    if (Condition === 'EQ' && Values.length !== 1)
      throw invalidInput(`The filter ${Name} with the condition EQ must have one value.`)
    if (Condition === 'BETWEEN' && Values.length !== 2)
      throw invalidInput(`The filter ${Name} with the condition BETWEEN must have two values.`)
  }
}
