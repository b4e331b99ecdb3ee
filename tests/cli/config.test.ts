import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addCheckOptions } from "../../src/cli/check-options.ts";
import { addConfigOptions, configOptions } from "../../src/cli/config.ts";
import { configSchema } from "../../src/cli/config-schema.ts";
import { addCleanOptions, addExplainOptions } from "../../src/cli/options.ts";
import { folderWith, type Result, seedclean } from "../program.ts";

const LAMP = "The lamp in the stairwell comes on by itself every evening at a quarter past six.";
const SCHEMA = fileURLToPath(new URL("../../src/schemas/config.schema.json", import.meta.url));
const CONFIG = "seedclean.config.json";

const run = (config: unknown, ...parameters: string[]): Result =>
  seedclean(folderWith({ "a.txt": `${LAMP}\n${LAMP}\n`, [CONFIG]: typeof config === "string" ? config : JSON.stringify(config) }), parameters);
const printed = (result: Result): Record<string, unknown> => JSON.parse(result.stdout);

describe("seedclean.config.json", () => {
  test("is read from here or above, and what is typed wins", () => {
    const folder = folderWith({ "a.txt": `${LAMP}\n${LAMP}\n`, [CONFIG]: '{"maxDuplicates": 1}' });
    mkdirSync(join(folder, "below"));
    expect(seedclean(folder, ["check", "a.txt", "--quiet"]).code).toBe(0);
    expect(seedclean(join(folder, "below"), ["check", "../a.txt", "--quiet"]).code).toBe(0);
    expect(seedclean(folder, ["check", "a.txt", "--quiet", "--max-duplicates", "0"]).code).toBe(1);
    expect(seedclean(folder, ["check", "a.txt", "--quiet", "--no-config"]).code).toBe(1);
  });

  test("--config names another; paths in it are meant from where it lies", () => {
    const folder = folderWith({ "a.txt": `${LAMP}\n${LAMP}\n`, "ci/strict.json": '{"baseline": "known.json"}', [CONFIG]: '{"maxDuplicates": 1}' });
    seedclean(folder, ["check", "a.txt", "--baseline", "ci/known.json", "--update-baseline"]);
    expect(seedclean(folder, ["check", "a.txt", "--config", "ci/strict.json"]).stderr).toContain("1 other in the baseline");
  });

  test.each<[string, unknown, string, unknown]>([
    ["a list", { languages: ["ja", "en"] }, "languages", ["ja", "en"]],
    ["a list as typed", { languages: "ja,en" }, "languages", ["ja", "en"]],
    ["a list of globs", { exclude: ["*.md", "drafts/**"] }, "exclude", ["*.md", "drafts/**"]],
    ["nothing of a kind", { tails: "none" }, "tails", "none"],
    ["what is compared", { duplicates: ["passages"] }, "duplicates", ["passages"]],
    ["a share", { maxTails: "2%" }, "maxTails", "2%"],
    ["a number", { coverage: 0.7 }, "coverage", 0.7],
    ["a size", { maxDocument: "2K" }, "maxDocument", 2048],
    ["a switch", { hidden: true }, "hidden", true],
    ["a switch that is off", { ignore: false }, "ignore", false],
    ["a choice", { scope: "within" }, "scope", "within"],
  ])("holds %s", (_, config, key, value) => expect(printed(run(config, "check", "--print-config"))).toMatchObject({ [key]: value }));

  test("settings of another command are no mistake", () => {
    expect(run({ maxDuplicates: 1, keepEmpty: true }, "check", "a.txt", "--quiet").code).toBe(0);
    expect(run({ maxDuplicates: 1, keepEmpty: true }, "a.txt", "--quiet").code).toBe(0);
  });

  test.each<[string, unknown, string]>([
    ["an unknown key", { covrage: 0.9 }, `${CONFIG}: there is no setting "covrage"; did you mean coverage?`],
    ["what is of one run", { output: "x" }, `${CONFIG}: "output" is of one run, and no setting; give it as a flag\n`],
    ["a key of every object", { constructor: 1 }, `${CONFIG}: there is no setting "constructor"\n`],
    ["a wrong value", { coverage: 2 }, `${CONFIG}: coverage: Give a share above 0 and up to 1, such as 0.85 or 85%`],
    ["a wrong choice", { scope: "between" }, `${CONFIG}: scope: Allowed choices are within, across, both`],
    ["no switch", { hidden: "yes" }, `${CONFIG}: hidden: Give true or false`],
    ["an object", { languages: {} }, `${CONFIG}: languages: Give a text, a number, or a list of texts`],
    ["broken JSON", "{", `${CONFIG}: cannot be read (it is no JSON); mend it, or give --no-config`],
    ["a list", "[]", `${CONFIG}: is no JSON object; mend it, or give --no-config`],
    ["a hostile key", { "\u001b[2J": 1 }, `${CONFIG}: there is no setting "\\x1b[2J"\n`],
  ])("%s is one line and exit code 2", (_, config, message) => {
    const { stdout, stderr, code } = run(config, "check", "a.txt");
    expect(stderr.split("\n")).toHaveLength(2);
    expect(stderr).toContain(message);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
  });
});

test.each(["clean", "check"])("%s --print-config is a config that gives the same, and does nothing else", (command) => {
  const first = run({}, command, "no-such-folder", "--print-config", "--tails", "none", "--languages", "ja,en", "--duplicates", "documents");
  expect(first).toMatchObject({ stderr: "", code: 0 });
  expect(printed(run(first.stdout, command, "--print-config"))).toEqual(printed(first));
  expect(printed(first)).toMatchObject({ tails: "none", coverage: 0.85, duplicates: ["documents"] });
});

test("init writes a config that holds, and writes over nothing", () => {
  const folder = folderWith({ "a.txt": `${LAMP}\n` });
  expect(seedclean(folder, ["init"])).toMatchObject({ stdout: "", code: 0 });
  expect(seedclean(folder, ["check", "a.txt", "--quiet"])).toMatchObject({ stderr: "", code: 0 });
  writeFileSync(join(folder, CONFIG), "mine");
  expect(seedclean(folder, ["init"])).toEqual({ stdout: "", stderr: `seedclean: ${CONFIG}: cannot be written (EEXIST); nothing was changed\n`, code: 2 });
  expect(readFileSync(join(folder, CONFIG), "utf8")).toBe("mine");
});

describe("src/schemas/config.schema.json", () => {
  const commands = [addCleanOptions(new Command()), addCheckOptions(new Command()), addExplainOptions(new Command())].map(addConfigOptions);
  const schema = configSchema(configOptions(commands));

  test("is made from the flags (UPDATE_DOCS=1 writes it)", () => {
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(SCHEMA, `${JSON.stringify(schema, undefined, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA, "utf8"))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  test("takes what --print-config prints, and refuses unknown keys and wrong choices", () => {
    const isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    isValid(printed(run({ languages: ["ja"], exclude: ["*.md"] }, "check", "--print-config")));
    expect(isValid.errors).toBeNull();
    expect([{ covrage: 1 }, { scope: "between" }, { hidden: "yes" }].map((config) => isValid(config))).toEqual([false, false, false]);
  });
});
