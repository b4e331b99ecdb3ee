import type { Flag, TypedCommand } from "./typed-words.ts";

/** Words of ours hold nothing that a shell would read; a list of them stands in single quotes. */
const quoted = (words: readonly string[]): string => `'${words.join(" ")}'`;

/** A completion script for bash 3.2 and later. It calls no program. */
export function bashCompletion(commands: readonly TypedCommand[]): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion of seedclean: eval "$(seedclean completion bash)"
_seedclean() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=clean words= before_comma=
  # bash takes the = of --flag=value for a word of its own.
  if [[ $current == '=' ]]; then current=; elif [[ $before == '=' ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in ${names.join("|")}) command=\${COMP_WORDS[1]} ;; esac
  fi
  case "$command $before" in
${commands.flatMap((command) => command.flags.flatMap((flag) => valueCase(command.name, flag))).join("\n")}
  esac
  if [[ -z $words ]]; then
    case "$command $current" in
${commands.map(({ name, flags }) => `      '${name} '-*) words=${quoted(flags.flatMap((flag) => flag.names))} ;;`).join("\n")}
${commands.filter(({ words }) => words.length > 0).map(({ name, words }) => `      '${name} '*) words=${quoted(words)} ;;`).join("\n")}
    esac
  fi
  if ((COMP_CWORD == 1)) && [[ $current != -* ]]; then
    COMPREPLY=($(compgen -W ${quoted(names)} -- "$current"))
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$current"))
    type compopt >/dev/null 2>&1 && compopt -o filenames
  else
    COMPREPLY=($(compgen -P "$before_comma" -W "$words" -- "\${current#"$before_comma"}"))
  fi
}
# Where it finds no word, bash completes the names of files.
complete -o default -F _seedclean seedclean
`;
}

function valueCase(command: string, { names, value }: Flag): string[] {
  if (value.kind === "none") return [];
  const pattern = names.map((name) => `'${command} ${name}'`).join("|");
  if (value.kind !== "words") return [`    ${pattern}) COMPREPLY=(); return ;;`];
  const comma = value.isList ? " [[ $current == *,* ]] && before_comma=${current%,*}," : "";
  return [`    ${pattern}) words=${quoted(value.words)};${comma} ;;`];
}
