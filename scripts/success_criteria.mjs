// Write data/reference/success_criteria.csv and rule_criteria.csv from what the makers of the tools publish.
//
//   npm install --ignore-scripts --prefix engines axe-core@4.14.1 @siteimprove/alfa-rules@0.114.0 \
//       @siteimprove/alfa-wcag@0.114.0 accessibility-checker-engine@4.0.34 @accesslint/core@0.21.0
//   node scripts/success_criteria.mjs engines wcag-mapping.json data/reference
//
// wcag-mapping.json is the W3C's list of ACT rules and their criteria. A rule gets the criteria that fail where it fails,
// as its maker says. Nothing is written from memory: a criterion that WCAG 2 does not have stops the script.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [enginesFolder, actFile, targetFolder] = process.argv.slice(2);
if (!targetFolder) {
  console.error("Use: node scripts/success_criteria.mjs <folder with node_modules> <wcag-mapping.json> <target folder>");
  process.exit(2);
}
const require = createRequire(join(enginesFolder, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const axe = require("axe-core");
const ibm = require("accessibility-checker-engine/ace-node.js");
const modules = join(enginesFolder, "node_modules");
const alfa = await import(pathToFileURL(join(modules, "@siteimprove/alfa-rules/dist/index.js")).href);
const wcag = await import(pathToFileURL(join(modules, "@siteimprove/alfa-wcag/dist/criterion/data.js")).href);
const accesslint = await load("@accesslint/core");

const inOrder = (a, b) => a.localeCompare(b, "en", { numeric: true });

// WCAG 2.2 and its forerunners, as the W3C's specification is read by alfa-wcag: newest version first.
const criteria = Object.entries(wcag.Criteria).map(([code, { title, versions }]) => {
  const [newest] = versions;
  const oldest = versions[versions.length - 1];
  return {
    code,
    label: title,
    level: newest[1].level,
    slug: newest[1].uri.split("#")[1],
    since: oldest[0],
    until: newest[0] === "2.2" ? "" : newest[0],
  };
});
const byDigits = new Map(criteria.map((criterion) => [criterion.code.replaceAll(".", ""), criterion.code]));
const known = new Set(criteria.map((criterion) => criterion.code));

const rules = new Map();
function add(engine, rule, codes) {
  for (const code of codes) {
    if (!known.has(code)) throw new Error(`${engine} ${rule}: ${code} is not a success criterion of WCAG 2`);
  }
  const key = `${engine}\t${rule}`;
  rules.set(key, new Set([...(rules.get(key) ?? []), ...codes]));
}

for (const { ruleId, tags } of axe.getRules()) {
  const digits = tags.map((tag) => /^wcag(\d{3,})$/.exec(tag)?.[1]).filter(Boolean);
  add("axe-core", ruleId, digits.map((text) => byDigits.get(text) ?? text));
}
for (const rule of alfa.default) {
  const requirements = [...rule.requirements].map((requirement) => requirement.toJSON());
  const codes = requirements.filter(({ type }) => type === "criterion").map(({ chapter }) => chapter);
  add("Alfa", rule.uri.split("/").pop(), codes);
}
// What IBM only recommends is not a failure of a criterion.
for (const { checkpoints } of new ibm.Checker().rulesets.filter(({ id }) => id !== "EXTENSIONS")) {
  for (const { num, rules: checked = [] } of checkpoints) {
    for (const { id: rule, level } of checked) {
      add("IBM Equal Access", rule, level === "VIOLATION" && known.has(num) ? [num] : []);
    }
  }
}
for (const { id, wcag: codes } of accesslint.rules) add("@accesslint/core", id, codes);
// A criterion that W3C calls secondary can be satisfied where the rule fails, so it is left out too.
for (const { frontmatter } of JSON.parse(readFileSync(actFile, "utf8"))["act-rules"]) {
  const requirements = Object.entries(frontmatter.accessibility_requirements ?? {});
  const failing = requirements.filter(([key, { forConformance }]) => /^wcag2\d:/.test(key) && forConformance);
  add("ACT", frontmatter.id, failing.map(([key]) => key.split(":")[1]));
}

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows) => rows.map((row) => row.map(cell).join(",") + "\n").join("");
const criterionRows = criteria
  .sort((a, b) => inOrder(a.code, b.code))
  .map(({ code, label, level, slug, since, until }) => [code, label, level, slug, since, until]);
const ruleRows = [...rules.entries()]
  .map(([key, codes]) => [...key.split("\t"), [...codes].sort(inOrder).join(" ")])
  .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : inOrder(a[1], b[1])));
writeFileSync(
  join(targetFolder, "success_criteria.csv"),
  csv([["criterion", "label", "level", "slug", "since_version", "last_version"], ...criterionRows]),
);
writeFileSync(
  join(targetFolder, "rule_criteria.csv"),
  csv([["engine", "rule_id", "success_criteria"], ...ruleRows]),
);
console.log(`${criterionRows.length} success criteria, ${ruleRows.length} rules`);
