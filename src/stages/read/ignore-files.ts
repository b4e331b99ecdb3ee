import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { reasonOf } from "../../errors.ts";
import type { StageContext } from "../../stage.ts";

/** Says what is left out, in the syntax of .gitignore, of the folder that it lies in. */
export const IGNORE_FILE = ".seedcleanignore";

interface FolderRules {
  readonly folder: string;
  readonly rules: Ignore | undefined;
  readonly parent: FolderRules | undefined;
}

/**
 * What ignore files say of paths: those of a path's folder and of the folders above it, up to the one that holds a repository. The nearest
 * file that says something decides, but nothing comes back that is in an ignored folder. Holds the rules of each folder that was asked for.
 */
export class IgnoreFiles {
  private readonly context: StageContext;
  private readonly folders = new Map<string, FolderRules>();

  constructor(context: StageContext) {
    this.context = context;
  }

  /** Whether an entry is left out of a folder that is not. */
  isIgnored(path: string, isFolder: boolean): boolean {
    if (!this.context.settings.ignoreFiles) return false;
    const absolute = resolve(path);
    for (let at: FolderRules | undefined = this.rulesOf(dirname(absolute)); at !== undefined; at = at.parent) {
      const verdict = at.rules?.test(nameIn(at.folder, absolute, isFolder));
      if (verdict?.ignored === true) return true;
      if (verdict?.unignored === true) return false;
    }
    return false;
  }

  /** Whether a path that was named by itself is left out, or a folder that it is in. */
  isNamedIgnored(path: string, isFolder: boolean): boolean {
    if (!this.context.settings.ignoreFiles) return false;
    const absolute = resolve(path);
    for (let at: FolderRules | undefined = this.rulesOf(dirname(absolute)); at?.parent !== undefined; at = at.parent) {
      if (this.isIgnored(at.folder, true)) return true;
    }
    return this.isIgnored(absolute, isFolder);
  }

  private rulesOf(folder: string): FolderRules {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const isTop = dirname(folder) === folder || existsSync(join(folder, ".git"));
    const found: FolderRules = { folder, rules: this.read(join(folder, IGNORE_FILE)), parent: isTop ? undefined : this.rulesOf(dirname(folder)) };
    this.folders.set(folder, found);
    return found;
  }

  private read(path: string): Ignore | undefined {
    if (!existsSync(path)) return undefined;
    try {
      // Whether a name is ignored must not depend on the system.
      return ignore({ ignorecase: false }).add(readFileSync(path, "utf8"));
    } catch (error) {
      this.context.notice({ code: "unreadable", severity: "failure", stage: "read", path, message: `cannot be read (${reasonOf(error)}); check that it is a file and may be read` });
      return undefined;
    }
  }
}

function nameIn(folder: string, path: string, isFolder: boolean): string {
  return relative(folder, path).split(sep).join("/") + (isFolder ? "/" : "");
}
