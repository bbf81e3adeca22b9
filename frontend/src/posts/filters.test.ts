import { expect, test } from "vitest";
import { readPostFilters } from "./filters.ts";

test("an address keeps what makes sense and drops the rest", () => {
  expect(readPostFilters({ status: "PLANNED", kind: "NONSENSE", text: 2026, sort: "", tag: ["a"] })).toEqual({
    status: "planned",
    text: "2026",
  });
});
