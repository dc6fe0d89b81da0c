/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** The header fields of a message, in their order and case. */
export class Fields {
  /** Name, the name in small letters, value; and so on. */
  readonly flat: string[] = []

  add(name: string, value: string): void {
    this.flat.push(name, name.toLowerCase(), value)
  }

  /** Gives a field that is there another value. */
  replace(name: string, value: string): void {
    for (let index = 1; index < this.flat.length; index += 3)
      if (this.flat[index] === name) this.flat[index + 1] = value
  }

  /** All values of a field, by its name in small letters. */
  all(name: string): string[] {
    const values: string[] = []
    for (let index = 1; index < this.flat.length; index += 3)
      if (this.flat[index] === name) values.push(this.flat[index + 1]!)
    return values
  }

  /** A field's value, several of them as one list. */
  get(name: string): string | undefined {
    let value: string | undefined
    for (let index = 1; index < this.flat.length; index += 3)
      if (this.flat[index] === name)
        value = value === undefined ? this.flat[index + 1] : `${value}, ${this.flat[index + 1]}`
    return value
  }
}

/**
 * The field lines of a head from `at` to its end, as RFC 9112, section 5 has them; undefined when one is malformed:
 * no colon, a space before it, a folded line, a bare carriage return or line feed, a NUL.
 */
export function parseFields(head: string, at: number): Fields | undefined {
  const fields = new Fields()
  while (at < head.length) {
    const crlf = head.indexOf('\r\n', at)
    const end = crlf < 0 ? head.length : crlf
    const colon = head.indexOf(':', at)
    if (colon < 0 || colon > end) return undefined
    const name = head.slice(at, colon)
    const value = unpadded(head, colon + 1, end)
    if (!token.test(name) || /[\0\r\n]/.test(value)) return undefined
    fields.add(name, value)
    at = end + 2
  }
  return fields
}

/** A value without the spaces and tabs around it. */
function unpadded(head: string, from: number, to: number): string {
  while (from < to && isBlank(head.charCodeAt(from))) from += 1
  while (from < to && isBlank(head.charCodeAt(to - 1))) to -= 1
  return head.slice(from, to)
}

const isBlank = (code: number) => code === 0x20 || code === 0x09
