/**
 * Does `work` on each document; `undefined` = the document goes no further. A loop that yields would hold a document, with all its
 * bytes, until the next one is there: here it goes as soon as its result does. A source is closed when `work` fails or nobody reads on.
 */
export function mapDocuments<In, Out>(documents: AsyncIterable<In>, work: (document: In) => Promise<Out | undefined> | Out | undefined): AsyncIterable<Out> {
  return { [Symbol.asyncIterator]: () => new MappedDocuments(documents[Symbol.asyncIterator](), work) };
}

/** Takes all documents of which nothing more is wanted. */
export async function takeAll(documents: AsyncIterable<unknown>): Promise<void> {
  const source = documents[Symbol.asyncIterator]();
  while ((await source.next()).done !== true);
}

class MappedDocuments<In, Out> implements AsyncIterator<Out> {
  private readonly source: AsyncIterator<In>;
  private readonly work: (document: In) => Promise<Out | undefined> | Out | undefined;

  constructor(source: AsyncIterator<In>, work: (document: In) => Promise<Out | undefined> | Out | undefined) {
    this.source = source;
    this.work = work;
  }

  async next(): Promise<IteratorResult<Out, undefined>> {
    for (;;) {
      const step = await this.step();
      if (step !== undefined) return step;
    }
  }

  async return(): Promise<IteratorResult<Out, undefined>> {
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  /** undefined = a document that goes no further. */
  private async step(): Promise<IteratorResult<Out, undefined> | undefined> {
    const step = await this.source.next();
    if (step.done === true) return { done: true, value: undefined };
    try {
      const value = await this.work(step.value);
      return value === undefined ? undefined : { done: false, value };
    } catch (error) {
      await this.source.return?.();
      throw error;
    }
  }
}
