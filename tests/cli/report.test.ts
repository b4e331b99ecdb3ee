import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, seedclean } from "../program.ts";

const LAMP = "The lamp of the harbour was lit at dusk, and a boy rowed out with oil for it whatever the weather.";
const FILES = { "in/a.txt": `${LAMP}\n`, "in/b.txt": `${LAMP.replace("boy", "girl")}\n`, "in/c.txt": Buffer.from("\u0089PNG\r\n\u001a\n\0\0\0", "latin1"), "in/d.txt.gz": "no archive" };

test("a page of a run is that of its output and ledger, with notices", () => {
  const folder = folderWith(FILES);
  const run = seedclean(folder, ["in", "-q", "-o", "o.jsonl", "--removed", "r.jsonl", "--report", "run.html", "--temp-dir", "."]);
  expect(run).toEqual({ stdout: "", stderr: "", code: 1 });
  const later = seedclean(folder, ["report", "o.jsonl", "r.jsonl"]);
  expect({ ...later, stdout: "" }).toEqual({ stdout: "", stderr: "", code: 0 });
  const page = readFileSync(join(folder, "run.html"), "utf8");
  expect(page).toContain("<td>broken-archive</td>");
  const withoutNotices = page.replace(/\n<section aria-labelledby="notices">[^]*?<\/section>/, "").replace('<li><a href="#notices">Notices</a></li>', "");
  expect(withoutNotices).toBe(later.stdout);
  expect(readdirSync(folder).sort()).toEqual(["in", "o.jsonl", "r.jsonl", "run.html"]);
});

test("a report needs no ledger file, and takes nothing away from standard output", () => {
  const folder = folderWith(FILES);
  const plain = seedclean(folder, ["in", "-q"]);
  const reported = seedclean(folder, ["in", "-q", "--report", "r.html"]);
  expect(reported).toEqual(plain);
  expect(readFileSync(join(folder, "r.html"), "utf8")).toContain("<del>girl</del>");
});

test("the threshold is the run's", () => {
  const folder = folderWith(FILES);
  seedclean(folder, ["in", "-q", "-o", "o.jsonl", "--removed", "r.jsonl", "--report", "r.html", "--coverage", "0.8"]);
  expect(readFileSync(join(folder, "r.html"), "utf8")).toContain("threshold of 0.8:");
  expect(seedclean(folder, ["report", "o.jsonl", "r.jsonl", "--coverage", "90%"]).stdout).toContain("threshold of 0.9:");
});

describe("what cannot be reported", () => {
  test.each([
    ["files in the wrong order", ["report", "r.jsonl", "o.jsonl", "-o", "p.html"], "seedclean: o.jsonl:1: not a line of a ledger; give the file that --removed wrote\n", 2],
    ["no such file", ["report", "o.jsonl", "none.jsonl", "-o", "p.html"], "seedclean: none.jsonl: cannot be read (ENOENT)\n", 2],
    ["one file", ["report", "o.jsonl"], "seedclean: missing required argument 'ledger'; see seedclean report --help\n", 2],
    ["a page in place of the output", ["report", "o.jsonl", "r.jsonl", "-o", "o.jsonl"], "seedclean: o.jsonl: is read, and would be written over; name another file to write\n", 2],
    ["no such folder", ["in", "-q", "--report", "none/p.html"], "seedclean: none/p.html: cannot be written (there is no such folder); make it, or name another\n", 2],
    ["the output's name", ["in", "-q", "-o", "p.html", "--report", "p.html"], "seedclean: -o, --removed, --save-tails, --json-summary and --report name the same file; give different ones\n", 2],
    ["nothing to clean", ["empty", "-q", "--report", "p.html", "--include", "*.none"], "seedclean: empty: nothing to clean, no document was found; check the path, --include, --exclude and .seedcleanignore\n", 2],
  ])("%s", (_, parameters, stderr, code) => {
    const folder = folderWith({ ...FILES, "empty/a.txt": LAMP });
    seedclean(folder, ["in", "-q", "-o", "o.jsonl", "--removed", "r.jsonl"]);
    expect(seedclean(folder, parameters)).toEqual({ stdout: "", stderr, code });
    expect(existsSync(join(folder, "p.html"))).toBe(false);
  });
});
