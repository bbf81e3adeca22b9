import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Mark } from "./Mark.tsx";
import { applyAppearance, storedAppearance, type Appearance } from "./appearance.ts";

const appearances = { system: msg`As the system`, light: msg`Light`, dark: msg`Dark` } as const;

/** The promise, and how the pages look. */
export function Footer() {
  const { i18n } = useLingui();
  const [appearance, setAppearance] = useState<Appearance>(storedAppearance);
  const choose = (chosen: Appearance) => {
    applyAppearance(chosen);
    setAppearance(chosen);
  };
  return (
    <footer className="site-footer">
      <div className="site-footer-row">
        <p className="note">
          <Mark /> <Trans>Hearback: whoever contributes learns what became of it.</Trans>
        </p>
        <fieldset className="appearance">
          <legend className="visually-hidden">
            <Trans>Appearance</Trans>
          </legend>
          {(Object.keys(appearances) as Appearance[]).map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="appearance"
                checked={name === appearance}
                onChange={() => choose(name)}
              />
              <span>{i18n._(appearances[name])}</span>
            </label>
          ))}
        </fieldset>
      </div>
    </footer>
  );
}
