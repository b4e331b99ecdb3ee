/**
 * What an iterable gives until the signal comes, which is heard while the next is waited for too: whoever writes into a pipe may
 * never write again.
 * @throws the signal's reason
 */
export async function* untilAborted<Value>(values: AsyncIterable<Value>, signal: AbortSignal): AsyncGenerator<Value> {
  const iterator = values[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await raced(iterator.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: it comes behind the next value, which may never come.
    iterator.return?.().catch(() => undefined);
  }
}

/** A listener for each value, taken away again: on one promise for all they would pile up. */
function raced<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
