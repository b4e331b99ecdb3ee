/** What a folder may hold beside files with plain names: the built program reads what is a file, says what it passes by, and prints no name raw. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, parseLines, seedclean, shell } from "../program.ts";

const isLinux = process.platform === "linux";
const FLAGS = ["--fields", "id", "--tails", "none", "--duplicates", "none", "--no-progress"];

const idsOf = (stdout: string): string[] => parseLines(stdout).map(({ id }) => (typeof id === "string" ? id : ""));

test.skipIf(!isLinux)("a named pipe, a socket and a device are passed by, and --verbose says so", async () => {
  const folder = folderWith({ "in/a.txt": "A text.\n", "in/z.txt": "The last text.\n" });
  execFileSync("mkfifo", [join(folder, "in/fifo.txt")]);
  const isDevice = spawnSync("mknod", [join(folder, "in/device.txt"), "c", "1", "5"]).status === 0;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, "in/socket.txt"), resolve));
  try {
    const quiet = await shell(folder, `$SEEDCLEAN in ${FLAGS.join(" ")} --quiet`);
    expect({ ...quiet, stdout: idsOf(quiet.stdout) }).toEqual({ stdout: ["a.txt", "z.txt"], stderr: "", code: 0 });
    const { stderr } = await shell(folder, `$SEEDCLEAN in ${FLAGS.join(" ")} --verbose`);
    const passed = (name: string): string => `seedclean: in/${name}.txt: skipped, neither a file nor a folder`;
    expect(stderr.split("\n").filter((line) => line.includes("neither"))).toEqual([...(isDevice ? [passed("device")] : []), passed("fifo"), passed("socket")]);
  } finally {
    server.close();
  }
});

test.skipIf(!isLinux)("a device that is named is read as a stream: /dev/null holds nothing", () => {
  expect(seedclean(folderWith({}), ["/dev/null", ...FLAGS, "--quiet"])).toMatchObject({ stdout: "", stderr: "", code: 0 });
});

test.skipIf(!isLinux)("a named pipe that is named is waited for, and a signal ends the waiting", async () => {
  const folder = folderWith({ "a.txt": "A text.\n" });
  execFileSync("mkfifo", [join(folder, "fifo.txt")]);
  const { stdout } = await shell(folder, `(sleep 1; cat a.txt > fifo.txt) & $SEEDCLEAN fifo.txt ${FLAGS.join(" ")} --quiet`);
  expect(idsOf(stdout)).toEqual(["fifo.txt"]);
  // `timeout` sends SIGKILL five seconds behind the first signal: 137.
  expect(await shell(folder, "timeout --preserve-status -k 5 -s INT 3 $SEEDCLEAN fifo.txt -o out.jsonl --quiet; code=$?; ls; exit $code")).toEqual({
    stdout: "a.txt\nfifo.txt\n",
    stderr: "seedclean: stopped by SIGINT; nothing was left half written\n",
    code: 130,
  });
});

test.skipIf(!isLinux)("names with controls, line ends, quotes and a leading dash are read, and never printed raw", () => {
  const names = ["-o", "--help", "$(touch pwned)", "a\tb.txt", "c\nd.txt", "e\u001b[31mf.txt", "g\"h'.txt", "i\u202ej.txt", "k\\l.txt", " m ", "*"];
  const folder = folderWith(Object.fromEntries(names.map((name) => [`in/${name}`, "A text.\n"])));
  for (const name of names) mkdirSync(join(folder, "in", `${name}.jsonl`));
  for (const name of names) writeFileSync(join(folder, "in", `${name}.jsonl/broken.jsonl`), "no json\n");
  const { stdout, stderr, code } = seedclean(folder, ["in", ...FLAGS]);
  expect(idsOf(stdout).toSorted()).toEqual(names.toSorted());
  expect(code).toBe(1);
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stderr.split("\n").filter((line) => line.includes("is no JSON"))).toHaveLength(names.length);
  expect(seedclean(join(folder, "in"), ["--", "-o", "--help"])).toMatchObject({ code: 0, stdout: expect.stringContaining('"id":"-o"') });
});

test.skipIf(!isLinux)("a name that is no UTF-8 is a notice, for it cannot be reached", async () => {
  const folder = folderWith({ "in/a.txt": "A text.\n" });
  await shell(folder, "printf 'A text.\\n' > $'in/\\xff\\xfe.txt'; mkdir $'in/\\xe9t\\xe9'");
  const { stdout, stderr, code } = seedclean(folder, ["in", ...FLAGS, "--quiet"]);
  expect({ ids: idsOf(stdout), stderr, code }).toEqual({ ids: ["a.txt"], stderr: "", code: 1 });
  expect(seedclean(folder, ["in", ...FLAGS]).stderr).toMatch(/^seedclean: in\/\ufffdt\ufffd: cannot be reached, its name is no UTF-8; rename it\nseedclean: in\/\ufffd\ufffd.txt: cannot be reached, its name is no UTF-8; rename it\n/);
});

test.skipIf(!isLinux)("paths of 4,000 bytes are read, and what lies deeper than the system allows is a notice", async () => {
  const folder = folderWith({ "in/a.txt": "A text.\n" });
  const name = "n".repeat(199);
  const depth = Math.floor((4000 - Buffer.byteLength(folder)) / 200);
  const deep = `in${`/${name}`.repeat(depth)}`;
  mkdirSync(join(folder, deep), { recursive: true });
  writeFileSync(join(folder, deep, "b.txt"), "A deep text.\n");
  expect(Buffer.byteLength(join(folder, deep))).toBeGreaterThan(3700);
  // Deeper, by one name a step.
  await shell(folder, `cd ${deep}; for i in 1 2 3; do mkdir ${name}; cd ${name}; done; echo text > c.txt`);
  const { stdout, stderr, code } = seedclean(folder, [join(folder, "in"), ...FLAGS]);
  // Node's own removal uses whole paths.
  await shell(folder, "rm -rf in");
  expect(idsOf(stdout)).toEqual(["a.txt", `${deep.slice(3)}/b.txt`]);
  expect(stderr).toContain("(ENAMETOOLONG)");
  expect(code).toBe(1);
});

test("a link to the folder above reads that folder, each file once, and ends", () => {
  const folder = folderWith({ "in/a.txt": "A text.\n", "other/b.txt": "Another text.\n" });
  symlinkSync("..", join(folder, "in/up"));
  const { stdout, stderr, code } = seedclean(folder, ["in", ...FLAGS, "--verbose"]);
  expect(idsOf(stdout)).toEqual(["a.txt", "up/other/b.txt"]);
  expect(stderr).toContain("seedclean: in/up/in: skipped, a link back to a folder that is being read\n");
  expect(code).toBe(0);
});
