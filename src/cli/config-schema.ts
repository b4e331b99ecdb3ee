import type { Option } from "commander";

/** The JSON Schema of a config, made from the flags (src/schemas/config.schema.json; tests/cli/config.test.ts keeps it so). */
export function configSchema(options: ReadonlyMap<string, Option>): object {
  const entries = [...options].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, option]) => [key, propertyOf(option)] as const);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "seedclean.config.json",
    description: "Settings of a project: the flags of seedclean, by their names in camelCase.",
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(entries) },
    additionalProperties: false,
  };
}

function propertyOf(option: Option): object {
  const description = option.negate ? `false: ${option.description}` : option.description;
  if (!option.required && !option.optional) return { description, type: "boolean" };
  if (option.argChoices !== undefined) return { description, enum: option.argChoices };
  return { description, type: ["string", "number", "array"], items: { type: ["string", "number"] } };
}
