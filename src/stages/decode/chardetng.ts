/**
 * chardetng, Firefox's detector, as WebAssembly. The package's own module imports its .wasm file, which Node 20 refuses; so the file
 * is loaded by hand, and the few calls that the package wraps are made here.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/* oxlint-disable no-underscore-dangle -- the module's own names */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  encodingdetector_new(): number;
  encodingdetector_feed(detector: number, bytes: number, length: number, isLast: number): number;
  encodingdetector_guess(result: number, detector: number, domain: number, domainLength: number, allowUtf8: number): void;
  __wbg_encodingdetector_free(detector: number): void;
  __wbindgen_add_to_stack_pointer(bytes: number): number;
  __wbindgen_malloc(bytes: number): number;
  __wbindgen_free(place: number, bytes: number): void;
}

/** What is used of WebAssembly, whose types come with browsers' or newer Node's only. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
}

declare const WebAssembly: WebAssemblyApi;

let loaded: Exports | undefined;

function load(): Exports {
  const path = createRequire(import.meta.url).resolve("chardetng-wasm/dist/chardetng_wasm_bg.wasm");
  const imports = { "./chardetng_wasm_bg.js": { __wbindgen_throw: (): never => { throw new Error("chardetng failed"); } } };
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(readFileSync(path)), imports).exports;
}

/** The name that chardetng gives, in the spelling of the Encoding Standard; UTF-8 is not among its answers. */
export function guessByChardetng(bytes: Uint8Array): string {
  loaded ??= load();
  const wasm = loaded;
  const result = wasm.__wbindgen_add_to_stack_pointer(-16);
  const detector = wasm.encodingdetector_new();
  try {
    const place = wasm.__wbindgen_malloc(bytes.length);
    new Uint8Array(wasm.memory.buffer).set(bytes, place);
    wasm.encodingdetector_feed(detector, place, bytes.length, 1);
    wasm.encodingdetector_guess(result, detector, 0, 0, 0);
    const view = new DataView(wasm.memory.buffer);
    const [text, length] = [view.getInt32(result, true), view.getInt32(result + 4, true)];
    const name = Buffer.from(wasm.memory.buffer, text, length).toString("latin1");
    wasm.__wbindgen_free(text, length);
    return name;
  } finally {
    wasm.__wbg_encodingdetector_free(detector);
    wasm.__wbindgen_add_to_stack_pointer(16);
  }
}
