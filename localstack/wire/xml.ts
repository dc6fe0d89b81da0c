import { type Model, type Shape, shapeOf } from './model.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
}

/** Escapes text for an XML element. */
export const escape = (text: string) =>
  text.replace(/[&<>"\r]/g, (character) => entities[character]!)

/** `<tag>text</tag>`, escaped. */
export const element = (tag: string, text: string) => `<${tag}>${escape(text)}</${tag}>`

/** Encodes the members of a structure; empty lists are written as empty elements, as AWS does. */
export function encodeMembers(model: Model, shape: Shape, value: object): string {
  let xml = ''
  for (const name in shape.members) {
    const member = shape.members[name]!
    const item = (value as Record<string, unknown>)[name]
    if (item === undefined || item === null) continue
    const tag = member.locationName ?? name
    xml += `<${tag}>${encodeValue(model, shapeOf(model, member.shape), item)}</${tag}>`
  }
  return xml
}

function encodeValue(model: Model, shape: Shape, value: unknown): string {
  switch (shape.type) {
    case 'structure':
      return encodeMembers(model, shape, value as object)
    case 'list': {
      const tag = shape.member!.locationName ?? 'member'
      const item = shapeOf(model, shape.member!.shape)
      return (value as unknown[])
        .map((entry) => `<${tag}>${encodeValue(model, item, entry)}</${tag}>`)
        .join('')
    }
    case 'map': {
      const item = shapeOf(model, shape.value!.shape)
      return Object.entries(value as Record<string, unknown>)
        .map(
          ([key, entry]) =>
            `<entry>${element('key', key)}<value>${encodeValue(model, item, entry)}</value></entry>`,
        )
        .join('')
    }
    case 'timestamp':
      return (value as Date).toISOString()
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return escape(String(value))
  }
}
