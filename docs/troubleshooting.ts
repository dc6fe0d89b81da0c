import { writeFileSync } from 'node:fs'
import type { Symptom } from '../scripts/failure/symptom.ts'
import { symptomsByPart } from '../scripts/failure/symptoms.ts'

const page = new URL('./troubleshooting.md', import.meta.url)

/** The page of failures, made from the table that the verbs use, so that both say the same. */
export const troubleshootingPage = (): string =>
  [
    '# Troubleshooting',
    '',
    'Made by `npm run troubleshooting` from `scripts/failure/symptoms`; do not edit.',
    'A verb that fails prints the likely cause and what to do. Search this page for the words that you see: `…` stands for what varies.',
    '',
    ...Object.entries(symptomsByPart).flatMap(([part, symptoms]) => [
      `## ${part}`,
      '',
      ...symptoms.flatMap(section),
    ]),
  ].join('\n')

const section = ({ title, message, cause, fix }: Symptom): string[] => [
  `### ${title}`,
  '',
  '```text',
  message,
  '```',
  '',
  `${asSentence(cause)} To mend it, ${escaped(fix)}.`,
  '',
]

const asSentence = (text: string) => `${escaped(text[0]!.toUpperCase() + text.slice(1))}.`

/** `<service>` is text, not a tag. */
const escaped = (text: string) =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[<$*]/g, String.raw`\$&`)))
    .join('')

if (import.meta.main) writeFileSync(page, troubleshootingPage())
