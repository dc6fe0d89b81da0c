import type { Value } from './expression.ts'
import type { Input, Mapping } from './model.ts'

/** The context `inputs` of a workflow that was called or dispatched, with the defaults. */
export function inputValues(inputs: Record<string, Input>, given: Mapping): Record<string, Value> {
  const stray = Object.keys(given).find((name) => !(name in inputs))
  if (stray) throw new Error(`Invalid input, ${stray} is not defined in the referenced workflow.`)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const text = given[name] ?? input.default
      if (text === undefined && input.isRequired)
        throw new Error(`Input ${name} is required, but not provided while calling.`)
      return [name, typed(text ?? '', input.type)]
    }),
  )
}

function typed(text: string, type: string): Value {
  if (type === 'boolean') return text === 'true'
  return type === 'number' && text !== '' ? Number(text) : text
}
