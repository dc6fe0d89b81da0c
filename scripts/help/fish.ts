import type { Completed } from './completed.ts'

export const fish = (
  verbs: Completed[],
): string => `# docker-cloud: completion of \`npm run\` for fish
function __docker_cloud
    set -l before (commandline -opc)
    test -f scripts/verbs.ts; and contains -- "$before[2]" run run-script; or return
    if test (count $before) -eq 2
        printf '%s\\n' ${verbs.map(({ name, help }) => quoted(`${name}\t${help}`)).join(' ')}
        return
    end
    set -l services (path dirname .aws/*/task-definition.json | path basename | string match -v schemas)
    set -l flags
    set -l candidates
    switch $before[3]
${verbs.map(caseOf).join('\n')}
    end
    contains -- -- $before[4..]; or set candidates --
    contains -- -- $before[4..]; and string match -q -- '-*' (commandline -ct); and set candidates $flags
    printf '%s\\n' $candidates
end
complete -c npm -f -n 'test -f scripts/verbs.ts' -a '(__docker_cloud)'
`

const caseOf = ({ name, flags, words }: Completed): string =>
  `        case ${name}
            set flags ${flags.join(' ')}
            set candidates ${words?.join(' ') ?? '$services'}`

const quoted = (text: string) => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
