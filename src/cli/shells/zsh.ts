import type { Flag, TypedCommand } from "./typed-words.ts";

/** Inside single quotes, and in brackets or before a colon of a specification of _arguments. */
const escaped = (text: string): string => text.replaceAll(/[[\]:\\]/g, (character) => `\\${character}`).replaceAll("'", "'\\''");

/** A completion script for zsh. It calls no program. */
export function zshCompletion(commands: readonly TypedCommand[]): string {
  const clean = commands.find(({ name }) => name === "clean")!;
  return `#compdef seedclean
# zsh completion of seedclean: source <(seedclean completion zsh), or a file _seedclean in a folder of $fpath
_seedclean() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    '${name}:${escaped(description)}'`).join("\n")}
  )
  case $words[2] in
${commands.map((command) => caseOf(command)).join("\n")}
    *)
      _arguments -s -S \\
${specifications(clean.flags)}
        '1: :{ _describe -t commands command commands; _files }' \\
        '*:file:_files'
      ;;
  esac
}
if [[ $funcstack[1] == _seedclean ]]; then _seedclean "$@"; else compdef _seedclean seedclean; fi
`;
}

function caseOf({ name, flags, words }: TypedCommand): string {
  return `    ${name})
      shift words
      ((CURRENT--))
      _arguments -s -S \\
${specifications(flags)}
        '*:${words.length > 0 ? `word:(${words.join(" ")})` : "file:_files"}'
      ;;`;
}

function specifications(flags: readonly Flag[]): string {
  return flags.map((flag) => `        ${specification(flag)} \\`).join("\n");
}

function specification({ names, description, value, isRepeated }: Flag): string {
  const about = `'[${escaped(description)}]${valueOf(value)}'`;
  if (isRepeated) return `'*'${names.join("")}${about}`;
  return names.length === 1 ? `${names[0]}${about}` : `'(${names.join(" ")})'{${names.join(",")}}${about}`;
}

function valueOf(value: Flag["value"]): string {
  if (value.kind === "none") return "";
  if (value.kind === "path") return ":path:_files";
  if (value.kind === "any") return ":value: ";
  return value.isList ? `:words:_values -s , word ${value.words.join(" ")}` : `:word:(${value.words.join(" ")})`;
}
