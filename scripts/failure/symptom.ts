/** A failure that people meet: how it shows, its likely cause, and the fix. */
export interface Symptom {
  /** Its heading in docs/troubleshooting.md. */
  title: string
  /** A line as AWS, Docker or a program writes it. `…` stands for what varies. */
  message: string
  /** Matches such a line, and no line of another failure. */
  pattern: RegExp
  /** The line is output of a container or of a build, not a message of AWS or Docker. */
  output?: boolean
  /** Texts in which `<service>` and the names of the pattern's groups, as in `<status>`, are replaced. */
  cause: string
  fix: string
}

/** The cause and the fix of a failure that was seen. */
export interface Diagnosis {
  title: string
  cause: string
  fix: string
}

/** Lines of output are shown behind this mark. */
export const outputMark = '| '

/**
 * Finds the first symptom of a list that one of the lines shows. Lists begin with the symptoms that
 * say most, so that the output of a program comes before "it ended".
 */
export function diagnose(
  symptoms: Symptom[],
  lines: string[],
  service?: string,
): Diagnosis | undefined {
  for (const { title, pattern, output = false, cause, fix } of symptoms)
    for (const line of lines) {
      const isOutput = line.trimStart().startsWith(outputMark)
      const match = isOutput === output ? pattern.exec(line) : null
      if (!match) continue
      const values = { ...match.groups, ...(service && { service }) }
      return { title, cause: fillIn(cause, values), fix: fillIn(fix, values) }
    }
  return undefined
}

const fillIn = (text: string, values: Record<string, string>): string =>
  text.replace(/<(\w+)>/g, (whole, name: string) => values[name] ?? whole)
