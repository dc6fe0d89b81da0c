/** Names, ids and ARNs that the emulator has answered, by the name of the member. */
export class Pool {
  readonly #values = new Map<string, string[]>()

  /** Keeps what an answer contains, JSON or XML. The ARN that CreatePolicy answers is a `PolicyArn`, too. */
  keep(service: string, operation: string, body: string): void {
    const kind = operation.replace(/^(Create|Put)/, '')
    const xml = [...body.matchAll(/<(\w+)>([^<>]+)<\/\1>/g)]
    const json = [...body.matchAll(/"(\w+)":\[?"([^"]+)"/g)]
    for (const [, name, value] of [...xml, ...json])
      for (const key of [`${service} ${name}`, `${service} ${kind}${name}`, name!]) {
        const known = this.#values.get(key.toLowerCase()) ?? []
        this.#values.set(key.toLowerCase(), [...known, value!])
      }
  }

  /** What a member of this name may refer to, the likeliest first; for any ARN, one of the service. */
  find(name: string, service = ''): string[] {
    const key = name.toLowerCase().replace(/s$/, '')
    const ends = ['', 'arn', 'id', 'name', 's']
    const prefixes = [`${service} `, '']
    const found = prefixes.flatMap((prefix) =>
      ends.flatMap((end) => this.#values.get(prefix + key + end) ?? []),
    )
    return key.endsWith('arn') && key !== 'arn' ? [...found, ...this.find('arn', service)] : found
  }
}
