/** What runs the check for others: the GitHub Action and the pre-commit hook, both in the root of the repository. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderWith, PROGRAM, type Result } from "../program.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LAMP = "The lamp in the stairwell comes on by itself every evening at a quarter past six.";
const WELL = "Behind the chapel there is a well whose water tastes of iron after heavy rain.";

interface Step {
  readonly name: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

describe("action.yml", () => {
  const action: Action = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));
  const steps = action.runs.steps;

  /** Runs the last step as a runner does: with this shell, and its inputs as variables. */
  function run(folder: string, inputs: Readonly<Record<string, string>>): Result {
    const step = steps.at(-1)!;
    const values = Object.entries(step.env ?? {}).map(([variable, expression]) => {
      const name = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(expression)![1]!;
      return [variable, inputs[name] ?? action.inputs[name]!.default];
    });
    const env = { ...process.env, GITHUB_ACTION_PATH: ROOT, ...Object.fromEntries(values) };
    const { stdout, stderr, status } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], { cwd: folder, env, encoding: "utf8" });
    return { stdout, stderr, code: status };
  }

  test("is a composite action whose scripts hold no input", () => {
    expect(action.runs.using).toBe("composite");
    expect(steps.map(({ shell }) => shell)).toEqual(["bash", "bash"]);
    expect(steps.filter(({ run: script }) => script.includes("${{"))).toEqual([]);
  });

  test("annotates what it finds, and fails", () => {
    const folder = folderWith({ "a.txt": `${LAMP}\n\n${WELL}\n\n${LAMP}\n` });
    const { stdout, code } = run(folder, {});
    expect(stdout).toBe(`::error file=a.txt,line=5,endLine=5,title=duplicate.exact::the same text stands in line 1: "${LAMP.slice(0, 60)}…"\n`);
    expect(code).toBe(1);
  });

  test("takes paths and flags a line each, with whatever signs they hold", () => {
    const folder = folderWith({ "a b;c.txt": `${LAMP}\n`, "$(touch owned).txt": `${LAMP}\n`, "c.txt": `${LAMP}\n` });
    const { stdout, stderr, code } = run(folder, { paths: "a b;c.txt\n$(touch owned).txt\n", flags: "--max-duplicates=1\n\n--exclude=d e\n--include\n*.txt\n" });
    expect(stdout).toMatch(/^::warning file=a b;c\.txt,line=1/);
    expect(stderr).toContain("2 documents, ");
    expect(existsSync(join(folder, "owned"))).toBe(false);
    expect(code).toBe(0);
  });

  test("writes a file for code scanning, and fails all the same", () => {
    const folder = folderWith({ "texts/a.txt": `${LAMP}\n${LAMP}\n` });
    const { stdout, code } = run(folder, { paths: "texts", format: "sarif", output: "found.sarif" });
    expect(stdout).toBe("");
    expect(readFileSync(join(folder, "found.sarif"), "utf8")).toContain('"ruleId":"duplicate.exact"');
    expect(code).toBe(1);
  });

  test("a wrong flag is exit code 2", () => {
    expect(run(folderWith({ "a.txt": LAMP }), { flags: "--max-tials=0" }).code).toBe(2);
  });
});

const hasPreCommit = spawnSync("pre-commit", ["--version"]).status === 0;

describe(".pre-commit-hooks.yaml", () => {
  const manifest = readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8");

  test("names a program of the package", () => {
    const hooks: readonly { readonly entry: string; readonly language: string }[] = parse(manifest);
    const programs = Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).bin);
    expect(hooks.map(({ entry, language }) => [entry.split(" ")[0], language])).toEqual([[programs[0], "node"]]);
  });

  /**
   * With the real pre-commit. What it would install from the repository of the hook stands on the path instead, so that nothing is fetched.
   */
  test.skipIf(!hasPreCommit)(`checks the files of a commit with pre-commit${hasPreCommit ? "" : " (skipped: there is no pre-commit on the path)"}`, () => {
    const folder = folderWith({
      "hook/.pre-commit-hooks.yaml": manifest.replace("language: node", "language: system"),
      "bin/seedclean": `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`,
      "work/a.txt": `${LAMP}\n${WELL}\n`,
      "work/b.txt": "Nobody rings the bell at the lock any more, but it is oiled every spring, and the rope is new.\n",
      "work/code.c": `${LAMP}\n${LAMP}\n`,
      "work/.seedcleanignore": "drafts/\n",
      "work/drafts/d.txt": `${LAMP}\n${LAMP}\n`,
    });
    chmodSync(join(folder, "bin/seedclean"), 0o755);
    mkdirSync(join(folder, "home"));
    const env = {
      ...process.env, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`, HOME: join(folder, "home"), PRE_COMMIT_HOME: join(folder, "home/pre-commit"),
      GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@a.example", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@a.example",
    };
    const call = (where: string, program: string, ...parameters: string[]): Result => {
      const { stdout, stderr, status } = spawnSync(program, parameters, { cwd: join(folder, where), env, encoding: "utf8" });
      return { stdout, stderr, code: status };
    };
    for (const where of ["hook", "work"]) {
      call(where, "git", "init", "--quiet");
      call(where, "git", "add", "--all");
    }
    call("hook", "git", "commit", "--quiet", "--message", "hook");
    const revision = call("hook", "git", "rev-parse", "HEAD").stdout.trim();
    writeFileSync(join(folder, "work/.pre-commit-config.yaml"), `repos:\n- repo: ${join(folder, "hook")}\n  rev: ${revision}\n  hooks:\n  - id: seedclean\n    args: [--max-tails=0]\n`);
    expect(call("work", "pre-commit", "run")).toMatchObject({ stdout: expect.stringMatching(/seedclean check\.+Passed/), code: 0 });
    writeFileSync(join(folder, "work/b.txt"), `${WELL}\n`);
    call("work", "git", "add", "--all");
    const failed = call("work", "pre-commit", "run", "seedclean");
    expect(failed.stdout).toMatch(/seedclean check\.+Failed/);
    expect(failed.stdout).toContain(`b.txt:1: duplicate.exact: the same text stands in a.txt:2: "${WELL.slice(0, 60)}…"`);
    expect(failed.stdout).toContain("seedclean: 2 documents, ");
    expect(failed.code).toBe(1);
  });
});
