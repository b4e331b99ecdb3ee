import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MAN_PAGE, manPage } from "../../src/cli/make/man-page.ts";
import { program } from "../../src/cli/program.ts";
import { folderWith, seedclean } from "../program.ts";

const has = (name: string): boolean => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/** A folder with the script of a shell, and files to complete. */
function folderFor(shell: string): string {
  const { stdout, stderr, code } = seedclean(".", ["completion", shell]);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  const folder = folderWith({ script: stdout, "notes.txt": "", "noted.jsonl": "" });
  mkdirSync(join(folder, "not es"));
  return folder;
}

function run(shell: string, folder: string, script: string): string {
  writeFileSync(join(folder, "try"), script);
  const { stdout, stderr } = spawnSync(shell, ["try"], { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"], HOME: folder, TERM: "dumb" } });
  expect(stderr).toBe("");
  return stdout;
}

describe.skipIf(!has("bash"))("bash", () => {
  test.each([
    [["--ta"], ["--tails", "--tail-words", "--tails-from"]],
    [["che"], ["check"]],
    [["not"], ["noted.jsonl", "not es", "notes.txt"]],
    [["--tails", "l"], ["links"]],
    [["--tails", "links,h"], ["links,hashtags"]],
    [["--encoding", "Shi"], ["Shift_JIS"]],
    [["check", "--format", "=", "g"], ["github"]],
    [["check", "--format", "="], ["text", "json", "github", "sarif", "junit"]],
    [["restore", "--v"], ["--verify"]],
    [["completion", ""], ["bash", "zsh", "fish"]],
    // Paths: bash's own completion of files comes where there is no word.
    [["notes.txt", "-o", ""], []],
    [["check", "no"], []],
  ])("%j is completed by %j", (words, expected) => {
    const folder = folderFor("bash");
    const typed = ["seedclean", ...words].map((word) => `'${word}'`).join(" ");
    const printed = run("bash", folder, `source ./script; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; compopt() { :; }; _seedclean; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p seedclean`);
    const lines = printed.split("\n").filter((line) => line !== "");
    expect(lines.pop()).toBe("complete -o default -F _seedclean seedclean");
    expect(lines.sort()).toEqual(expected.toSorted());
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  test.each([
    ["seedclean --ta", ["--tail-words", "--tails", "--tails-from"]],
    ["seedclean che", ["check"]],
    ["seedclean check --format g", ["github"]],
    ["seedclean --tails links,h", ["links,hashtags"]],
    ["seedclean -o note", ["noted.jsonl", "notes.txt"]],
    ["seedclean completion ", ["bash", "fish", "zsh"]],
    ["seedclean restore --ver", ["--verify"]],
  ])("%j", (line, expected) => {
    const printed = run("fish", folderFor("fish"), `source script; complete -C '${line}'`);
    expect(printed.trim().split("\n").map((completion) => completion.split("\t")[0]!).toSorted()).toEqual(expected);
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  /** Types a line and a tab into a zsh, and reads what it shows. */
  const typing = (folder: string, line: string): string => run("zsh", folder, `
    zmodload zsh/zpty
    zpty -b z 'TERM=dumb zsh -f -i'
    zpty -w z 'PROMPT=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; zstyle ":completion:*" list-prompt ""; LISTMAX=1000; source ./script; print READY'
    until zpty -r z got '*READY*READY*'; do sleep 0.1; done
    zpty -n -w z ${JSON.stringify(line)}$'\\t'
    sleep 2
    zpty -r z got
    while zpty -r -t z more; do got+=$more; done
    print -r -- $got
    zpty -d z`);

  test.each([["seedclean restore --ver", "--verify"], ["seedclean chec", "check"], ["seedclean check --format git", "github"], ["seedclean -o notes", "notes.txt"]])("%j", { timeout: 60_000 }, (line, expected) => {
    expect(typing(folderFor("zsh"), line)).toContain(expected);
  });
});

test("another shell is refused", () => {
  expect(seedclean(".", ["completion", "tcsh"])).toEqual({ stdout: "", stderr: "seedclean: there is no shell 'tcsh' here; give one of bash, zsh, fish; see seedclean completion --help\n", code: 2 });
});

test("docs/seedclean.1 is made of the flags as they are (npm run make:man)", () => {
  expect(readFileSync(MAN_PAGE, "utf8")).toBe(manPage(program()));
});

test.skipIf(!has("groff"))("the manual page is sound, and names every flag", () => {
  const { stdout, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=200n"], { input: manPage(program()), encoding: "utf8" });
  expect(stderr).toBe("");
  const help = seedclean(".", ["--help"]).stdout + seedclean(".", ["check", "--help"]).stdout + seedclean(".", ["restore", "--help"]).stdout;
  const flags = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag!);
  expect(flags.length).toBeGreaterThan(60);
  expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
});
