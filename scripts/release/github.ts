import { appendFileSync } from 'node:fs'

/** Writes results to the outputs and the summary of a GitHub Actions job, if this runs in one. */
export function publish(results: Record<string, string>): void {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env
  const entries = Object.entries(results)
  if (GITHUB_OUTPUT)
    appendFileSync(GITHUB_OUTPUT, entries.map(([name, value]) => `${name}=${value}\n`).join(''))
  if (GITHUB_STEP_SUMMARY)
    appendFileSync(
      GITHUB_STEP_SUMMARY,
      entries.map(([name, value]) => `- ${name}: \`${value}\`\n`).join(''),
    )
}
