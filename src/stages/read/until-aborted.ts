/**
 * What an iterable gives until the signal comes, which is heard while the next is waited for too: whoever writes into a pipe may
 * never write again. The iterable is told, but not waited for.
 * @throws the signal's reason
 */
export async function* untilAborted<Value>(values: Iterable<Value> | AsyncIterable<Value>, signal: AbortSignal): AsyncGenerator<Value> {
  const iterator = Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]();
  let isOpen = true;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await raced(Promise.resolve(iterator.next()), signal);
      if (next.done === true) {
        isOpen = false;
        return;
      }
      yield next.value;
    }
  } finally {
    if (isOpen) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

/** A listener for each value, taken away again: on one promise for all they would pile up. */
function raced<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
