/** The new content of one place of the state; none without a value. `maps` are members that keep their content. */
export type Change = [
  name: string,
  account: string,
  region: string,
  path: unknown[],
  value?: unknown,
  maps?: string[],
]
