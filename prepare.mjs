/**
 * Builds behind npm install, from git too. Where npm installs a package of git globally ("npm install -g git+…", which pre-commit does), it
 * hands "global" on to the install inside the package, which then lacks its dev dependencies: they are installed here.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const env = { ...process.env, npm_config_global: "false", npm_config_location: "project" };
const npm = (...parameters) => {
  const { status } = spawnSync(process.execPath, [process.env["npm_execpath"], ...parameters], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync("node_modules/typescript")) npm("ci", "--ignore-scripts", "--silent");
npm("run", "--silent", "build");
