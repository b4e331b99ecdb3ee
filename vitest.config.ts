import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 60_000,
    // Most of the time a test waits for the program that it has started; the default leaves one of two cores idle.
    maxWorkers: "100%",
  },
});
