import type { Completed } from './completed.ts'

export const zsh = (
  verbs: Completed[],
): string => `# docker-cloud: completion of \`npm run\` for zsh
__docker_cloud_before=\${__docker_cloud_before-\${_comps[npm]}}
__docker_cloud() {
  local -a candidates flags services
  if [[ ! -f scripts/verbs.ts || $words[2] != run(|-script) || $CURRENT -lt 3 ]]; then
    [[ -n $__docker_cloud_before ]] && $__docker_cloud_before "$@"
    return
  fi
  services=(.aws/*/task-definition.json(N:h:t))
  services=(\${services:#schemas})
  if (( CURRENT == 3 )); then
    candidates=(
${verbs.map(({ name, help }) => `      ${quoted(`${name.replaceAll(':', String.raw`\:`)}:${help}`)}`).join('\n')}
    )
    _describe verb candidates
    return
  fi
  case $words[3] in
${verbs.map(caseOf).join('\n')}
  esac
  if [[ \${words[4,CURRENT-1][(Ie)--]} -eq 0 ]]; then compadd -- --
  elif [[ $PREFIX == -* ]]; then
    compadd -- \${flags:#*=}
    compadd -S '' -- \${(M)flags:#*=}
  else compadd -- $candidates
  fi
}
compdef __docker_cloud npm
`

const caseOf = ({ name, flags, words }: Completed): string =>
  `    ${name}) flags=(${flags.join(' ')}) candidates=(${words?.join(' ') ?? '$services'}) ;;`

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
