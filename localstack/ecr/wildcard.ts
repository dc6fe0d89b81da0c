/** Whether a value is what a pattern with `*` for any run of characters says, from end to end. */
export const matchesWildcard = (pattern: string, value: string) =>
  new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`, 's').test(value)

const escape = (text: string) => text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')
