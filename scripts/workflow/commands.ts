/** The effects of the commands that a step prints: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export interface CommandEffects {
  mask(text: string): void
  output(name: string, value: string): void
  state(name: string, value: string): void
}

const shown = ['notice', 'warning', 'error', 'group']
const silent = ['add-mask', 'debug', 'endgroup', 'set-output', 'save-state', 'add-matcher'].concat(
  'remove-matcher',
  'echo',
)

/** Applies a command to the runner in a line of output, and returns what remains to be shown. */
export function applyCommand(line: string, effects: CommandEffects): string | undefined {
  const [, command = '', properties = '', data = ''] =
    /^::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? []
  const text = decoded(data)
  const property = (name: string) =>
    new RegExp(`(?:^|,)${name}=([^,]*)`).exec(properties)?.[1] ?? ''
  if (command === 'add-mask' && text) effects.mask(text)
  if (command === 'set-output') effects.output(property('name'), text)
  if (command === 'save-state') effects.state(property('name'), text)
  if (command === 'set-env' || command === 'add-path')
    throw new Error(
      `The \`${command}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`.`,
    )
  if (silent.includes(command)) return undefined
  if (!shown.includes(command)) return line
  const title = decoded(property('title'))
  return `${command === 'group' ? '' : `${command}: `}${title ? `${title}: ` : ''}${text}`
}

const decoded = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
