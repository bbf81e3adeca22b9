// Fails when the generated GraphQL types or the message catalogue no longer match the sources.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const catalogue = "src/locales/en.po";

run("graphql-codegen", "--config", "codegen.yml", "--check");

const before = readFileSync(catalogue, "utf8");
run("lingui", "extract", "--clean");
if (withoutDate(readFileSync(catalogue, "utf8")) !== withoutDate(before)) {
  writeFileSync(catalogue, before);
  console.error(`${catalogue} is out of date. Run: npm run generate`);
  process.exit(1);
}
writeFileSync(catalogue, before);

function run(command, ...parameters) {
  try {
    execFileSync(`node_modules/.bin/${command}`, parameters, { stdio: "pipe" });
  } catch (error) {
    console.error(`${error.stdout ?? ""}${error.stderr ?? ""}\nRun: npm run generate`);
    process.exit(1);
  }
}

function withoutDate(text) {
  return text.replace(/"POT-Creation-Date:.*\n/, "");
}
