export type Appearance = "system" | "light" | "dark";

const KEY = "hearback.appearance";

/** The choice that appearance.before.js applies before the first paint. */
export function storedAppearance(): Appearance {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function applyAppearance(appearance: Appearance): void {
  if (appearance === "system") {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset["appearance"];
  } else {
    localStorage.setItem(KEY, appearance);
    document.documentElement.dataset["appearance"] = appearance;
  }
}
