import type { Completed } from './completed.ts'

/**
 * Only names that a service can have are offered: `compgen` would run what is in another folder's name.
 * `:` and `=` break words in bash, so that the line is split here, and what bash has already is cut off.
 */
export const bash = (
  verbs: Completed[],
): string => `# docker-cloud: completion of \`npm run\` for bash
__docker_cloud_before=\${__docker_cloud_before-$(complete -p npm 2>/dev/null | sed -n 's/.* -F \\([^ ]*\\) .*/\\1/p')}
__docker_cloud() {
  local line=\${COMP_LINE:0:COMP_POINT} typed current flags services candidates
  read -ra typed <<<"$line"
  [[ $line == *[[:space:]] ]] && typed+=('')
  current=\${typed[-1]}
  if [[ ! -f scripts/verbs.ts || \${typed[1]} != run?(-script) || \${#typed[@]} -lt 3 ]]; then
    [[ $__docker_cloud_before ]] && "$__docker_cloud_before" "$@"
    return
  fi
  services=$(cd .aws 2>/dev/null && ls -d */task-definition.json 2>/dev/null | sed 's,/.*,,' | grep -Ex '[a-z][a-z0-9-]*' | grep -vx schemas)
  if [[ \${#typed[@]} -eq 3 ]]; then
    candidates='${verbs.map(({ name }) => name).join(' ')}'
  else
    case \${typed[2]} in
${verbs.map(caseOf).join('\n')}
    esac
    if [[ " \${typed[*]:3:\${#typed[@]}-4} " != *' -- '* ]]; then candidates='--'
    elif [[ $current == -* ]]; then candidates=$flags
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "$current")
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace
  [[ $current == *:* ]] && COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*:}"}"}")
}
complete -F __docker_cloud npm
`

const caseOf = ({ name, flags, words }: Completed): string =>
  `      ${name}) flags='${flags.join(' ')}' candidates=${words ? `'${words.join(' ')}'` : '$services'} ;;`
