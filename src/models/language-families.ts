/** Languages that look alike, by script: what the cheap test of a paragraph has to be made against. */
const FAMILIES: readonly (readonly string[])[] = [
  "cs sk pl sl hr sr", "es pt gl ca fr it ro oc", "de nl af da nb nn sv fy lb", "et fi", "id ms jv tl", "tr az uz tk", "lt lv",
  "be bg kk ky mk mn ru sr uk tg tt ba", "ar fa ps ug ur ku uz", "hi mr ne sa gom",
].map((family) => family.split(" "));

/** Languages of its families, without itself. */
export function familyOf(language: string): string[] {
  return [...new Set(FAMILIES.filter((family) => family.includes(language)).flat())].filter((other) => other !== language);
}
