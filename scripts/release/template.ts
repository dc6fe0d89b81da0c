import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from './exit-codes.ts'

/** JSON of `.aws/`, before or after its placeholders are filled. */
export type Json = string | number | boolean | null | Json[] | { [member: string]: Json }

export type Values = Record<string, Json>

/** Reads a file of `.aws/`. */
export function readTemplate(file: string, folder = '.'): Json {
  const path = `.aws/${file}`
  let text: string
  try {
    text = readFileSync(join(folder, path), 'utf8')
  } catch (cause) {
    throw new BadInput(`${path} cannot be read`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BadInput(`${path} is not valid JSON`, { cause })
  }
}

/**
 * Replaces `${NAME}` by its value, and by each of its values where a list has it as an item. A
 * placeholder without a value is an error that names the member.
 */
export function fill(template: Json, values: Values, file: string): Json {
  const problems: string[] = []
  const filled = fillAt(template, '')
  if (problems.length > 0) throw new BadInput(problems.join('\n'))
  return filled

  function fillAt(json: Json, path: string): Json {
    if (typeof json === 'string') return fillText(json, path)
    if (Array.isArray(json))
      return json.flatMap((item, index) => {
        const filled = fillAt(item, `${path}[${index}]`)
        return typeof item === 'string' ? filled : [filled]
      })
    if (json === null || typeof json !== 'object') return json
    const members = Object.entries(json).map(([name, member]) => [
      name,
      fillAt(member, path ? `${path}.${name}` : name),
    ])
    return Object.fromEntries(members)
  }

  function fillText(text: string, path: string): Json {
    const valueOf = (name: string) => {
      const value = values[name]
      if (value !== undefined) return value
      const known = Object.keys(values).join(', ')
      problems.push(
        `.aws/${file}: ${path} has the unknown placeholder \${${name}}; the placeholders are ${known}`,
      )
      return name
    }
    const whole = /^\$\{(\w+(?::[\w.-]+)?)\}$/.exec(text)
    if (whole) return valueOf(whole[1]!)
    return text.replaceAll(/\$\{(\w+(?::[\w.-]+)?)\}/g, (_, name: string) => String(valueOf(name)))
  }
}

/** Reads members of a file by name. Those that the file does not have are absent. */
export function readMembers(file: string, names: string[], values: Values): Values {
  const json = readTemplate(file) as Values
  const members = names.flatMap((name) => (name in json ? [[name, json[name]!]] : []))
  return fill(Object.fromEntries(members), values, file) as Values
}
