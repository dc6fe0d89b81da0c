/** The entry of a table under a name from outside; never what the table inherits (`constructor`). */
export const own = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
