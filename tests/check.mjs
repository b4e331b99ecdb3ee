/**
 * Every check of the project, one after the other: node tests/check.mjs [--runtime]
 * `--runtime` leaves out what does not depend on the Node that runs it: types, lint, and the tests named below. The last line has the true counts:
 * each test of vitest and each other check counts as one. All checks run, even behind a failed one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "seedclean-check-"));
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program of node_modules/.bin. */
function succeeds(program, ...parameters) {
  const { bin } = JSON.parse(readFileSync(join(root, "node_modules", program, "package.json"), "utf8"));
  return runs(join("node_modules", program, typeof bin === "string" ? bin : Object.values(bin)[0]), ...parameters);
}

/** Runs a script with this Node, its output shown. */
function runs(script, ...parameters) {
  return spawnSync(process.execPath, [join(root, script), ...parameters], { cwd: root, stdio: "inherit" }).status === 0;
}

function check(name, passes) {
  console.log(`\n── ${name}`);
  if (passes()) counts.passed++;
  else {
    counts.failed++;
    console.log(`── ${name}: FAILED`);
  }
}

/** Documents, flags and scripts for shells are the same on every Node; ends of runs at random moments and random corpora take long, and were seen once. */
const SAME_ON_ANY_NODE = [
  "tests/docs.test.ts", "tests/licences.test.ts", "tests/package.test.ts", "tests/schemas.test.ts", "tests/faults/**", "tests/fuzz/**", "tests/rethreshold/**",
  "tests/scale-out/**", "tests/report/**", "tests/restore/**", "tests/cli/check.test.ts", "tests/cli/explain.test.ts", "tests/cli/index.test.ts", "tests/cli/outputs.test.ts", "tests/cli/progress.test.ts", "tests/cli/learn-tails.test.ts", "tests/cli/completion.test.ts", "tests/cli/config.test.ts", "tests/cli/report.test.ts", "tests/cli/tails.test.ts",
];

/** vitest's own counts; a run that ends without a report has failed. */
function runTests() {
  console.log("\n── tests");
  const report = join(temporary, "report.json");
  const left = process.argv.includes("--runtime") ? SAME_ON_ANY_NODE.flatMap((glob) => ["--exclude", glob]) : [];
  const passes = succeeds("vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...left);
  let failed = 0;
  try {
    const result = JSON.parse(readFileSync(report, "utf8"));
    counts.passed += result.numPassedTests;
    failed = result.numFailedTests;
    counts.skipped += result.numPendingTests + result.numTodoTests;
  } catch (error) {
    console.log(`no report of the tests: ${error.message}`);
  }
  // A file that cannot be loaded fails without a failed test.
  counts.failed += passes ? failed : Math.max(failed, 1);
}

try {
  console.log(`Node ${process.version}`);
  check("build", () => runs("bundle.mjs") && succeeds("typescript", "-p", "tsconfig.build.json"));
  if (!process.argv.includes("--runtime")) {
    check("types", () => succeeds("typescript", "--noEmit"));
    check("lint", () => succeeds("oxlint", "--type-aware", "--deny-warnings"));
    check("package form", () => succeeds("publint", "--strict"));
  }
  runTests();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
