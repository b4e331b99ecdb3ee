import type { Flag, TypedCommand } from "./typed-words.ts";

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, (character) => `\\${character}`)}'`;

/** A completion script for fish. It calls no program. */
export function fishCompletion(commands: readonly TypedCommand[]): string {
  const others = commands.map(({ name }) => name).filter((name) => name !== "clean");
  const lines = commands.flatMap((command) => {
    const inside = command.name === "clean" ? `not __fish_seen_subcommand_from ${others.join(" ")}` : `__fish_seen_subcommand_from ${command.name}`;
    const words = command.words.length === 0 ? [] : [`complete -c seedclean -n ${quoted(inside)} -f -a ${quoted(command.words.join(" "))}`];
    return [
      `complete -c seedclean -n __fish_is_first_arg -a ${command.name} -d ${quoted(command.description)}`,
      ...command.flags.map((flag) => `complete -c seedclean -n ${quoted(inside)}${flagWords(flag)}`),
      ...words,
    ];
  });
  return `# fish completion of seedclean: seedclean completion fish | source\n${lines.join("\n")}\n`;
}

function flagWords({ names, description, value }: Flag): string {
  const typed = names.map((name) => (name.startsWith("--") ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`)).join("");
  const about = ` -d ${quoted(description)}`;
  if (value.kind === "none") return `${typed}${about}`;
  if (value.kind === "path") return `${typed} -r -F${about}`;
  if (value.kind === "any") return `${typed} -x${about}`;
  const words = quoted(value.words.join(" "));
  return `${typed} -x -a ${value.isList ? `'(__fish_append , ${value.words.join(" ")})'` : words}${about}`;
}
