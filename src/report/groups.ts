import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { copyOf } from "./copy-of.ts";
import type { Copy, DuplicateGroup, Span } from "./report-data.ts";

/** Groups that are counted at a time; when there are more, the smaller half is forgotten. */
const MAX_COUNTED = 10_000;
/** Copies whose text is shown of a group. */
const SHOWN_COPIES = 2;

interface Group {
  readonly cover: Span;
  readonly copies: Copy[];
  count: number;
  characters: number;
}

/** Counts the passages that each kept passage covers. Holds MAX_COUNTED groups with the begins of two copies each. */
export class GroupCounter {
  private readonly limit: number;
  private groups = new Map<string, Group>();
  /** Groups that were met; what was forgotten and comes back counts again. */
  count = 0;
  isThinned = false;

  /** @param limit code points that are shown of a passage */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Adds a duplicate to the group of the first passage that covers it. */
  add(removal: LedgerRemoval): void {
    const cover = removal.coveredBy?.[0];
    if (cover === undefined) return;
    const group = this.groupOf(cover);
    group.count++;
    group.characters += removal.end - removal.start;
    if (group.copies.length < SHOWN_COPIES) group.copies.push(copyOf(removal, this.limit));
  }

  biggest(limit: number): readonly DuplicateGroup[] {
    return this.bySize().slice(0, limit).map(([, group]) => group);
  }

  private groupOf(cover: Span): Group {
    const key = `${cover.start} ${cover.end} ${cover.id}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    if (this.groups.size >= MAX_COUNTED) this.thin();
    const group: Group = { cover, copies: [], count: 0, characters: 0 };
    this.groups.set(key, group);
    this.count++;
    return group;
  }

  private thin(): void {
    this.groups = new Map(this.bySize().slice(0, MAX_COUNTED / 2));
    this.isThinned = true;
  }

  private bySize(): [string, Group][] {
    return [...this.groups].sort(([, a], [, b]) => b.characters - a.characters);
  }
}
