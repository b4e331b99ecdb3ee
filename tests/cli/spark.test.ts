/** What `seedclean spark` refuses, and the call that it makes; needs no Spark. */
import { expect, test } from "vitest";
import { folderWith, seedclean } from "../program.ts";

test.each<[string, readonly string[], string]>([
  ["a kept index", ["--index", "known"], "--index has no form for a cluster: no index is kept of a cluster's run"],
  ["names that begin with a dot", ["--hidden"], "--hidden has no form for a cluster: Spark passes over names that begin with a dot"],
  ["one folder for both", ["--removed", "out/"], "-o and --removed name the same folder; give different ones"],
  ["a ledger in the output", ["--removed", "out/ledger"], "of -o and --removed one is in the other; name folders that stand side by side"],
  ["whole documents alone", ["--duplicates", "documents"], "--duplicates documents has no form for a cluster; leave it out, or give --duplicates passages"],
  ["a command without a bundle", ["--print-command"], "--print-command needs --bundle FILE, which the command ships; it is made if it is not there"],
])("refuses %s, in one line", (_, parameters, message) => {
  expect(seedclean(folderWith({}), ["spark", "corpus", "-o", "out", ...parameters])).toEqual({ code: 2, stdout: "", stderr: `seedclean: ${message}\n` });
});

test("prints the call of spark-submit", () => {
  const { code, stdout, stderr } = seedclean(folderWith({ "bundle.tgz": "made before" }), ["spark", "s3a://crawl/two words", "-o", "s3a://out", "--master", "yarn", "--coverage", "0.9", "--bundle", "bundle.tgz", "--print-command"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^spark-submit --master yarn .* --archives 'bundle\.tgz#seedclean' \S+seedclean_spark\.py --output s3a:\/\/out --options '\["--coverage","0\.9"\]' .* -- 's3a:\/\/crawl\/two words'\n$/);
});
