/** The largest items of a stream. Holds at most twice as many as are wanted; of equal ones the earlier stays. */
export class BoundedTop<Item> {
  private readonly limit: number;
  private readonly sizeOf: (item: Item) => number;
  private items: Item[] = [];
  /** Nothing of this size or less can get in any more. */
  private floor = Number.NEGATIVE_INFINITY;

  constructor(limit: number, sizeOf: (item: Item) => number) {
    this.limit = limit;
    this.sizeOf = sizeOf;
  }

  /** Whether an item of this size would be among the largest so far: what is not need not be made. */
  takes(size: number): boolean {
    return size > this.floor;
  }

  add(item: Item): void {
    if (!this.takes(this.sizeOf(item))) return;
    this.items.push(item);
    if (this.items.length >= this.limit * 2) this.thin();
  }

  /** Largest first. */
  sorted(): readonly Item[] {
    this.thin();
    return this.items;
  }

  private thin(): void {
    this.items.sort((a, b) => this.sizeOf(b) - this.sizeOf(a));
    this.items.length = Math.min(this.items.length, this.limit);
    if (this.items.length === this.limit) this.floor = this.sizeOf(this.items.at(-1)!);
  }
}
