import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { RenameThemeDocument } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { announce } from "../ui/announce.tsx";
import { Field, FormProblem, type Problem } from "../ui/forms.tsx";
import { Icon } from "../ui/Icon.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { MachineMade } from "./MachineMade.tsx";
import { ThemeOwner } from "./ThemeOwner.tsx";
import type { ShownTheme } from "./ThemePage.tsx";

/** The name of a theme, who gave it, and for managers the way to give a better one. */
export function ThemeName({ theme, mayRename }: { theme: ShownTheme; mayRename: boolean }) {
  const { t } = useLingui();
  const [isRenaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const finish = () => {
    setRenaming(false);
    requestAnimationFrame(() => renameButton.current?.focus());
  };
  return (
    <>
      <PageHeading title={theme.name} within={t`Themes`} />
      {isRenaming ? (
        <RenameForm theme={theme} onDone={finish} />
      ) : (
        <div className="meta">
          {theme.namedBy ? (
            <span>
              <Trans>Named by {theme.namedBy.name}</Trans>
            </span>
          ) : (
            <MachineMade />
          )}
          {mayRename && (
            <button type="button" className="link" ref={renameButton} onClick={() => setRenaming(true)}>
              <Icon name="pencil" />
              <Trans>Rename</Trans>
            </button>
          )}
          <ThemeOwner theme={theme} />
        </div>
      )}
    </>
  );
}

function RenameForm({ theme, onDone }: { theme: ShownTheme; onDone: () => void }) {
  const { t } = useLingui();
  const [{ fetching }, rename] = useMutation(RenameThemeDocument);
  const [name, setName] = useState(theme.name);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const { data } = await rename({ themeId: theme.id, name });
    if (!data)
      return setProblem({
        message: t`We could not reach the server, so the name is as it was.`,
        field: null,
      });
    if (data.renameTheme.__typename !== "ThemeRenamed") return setProblem(problemOf(data.renameTheme));
    announce(t`The theme is renamed.`);
    onDone();
  };

  return (
    <form className="rename" onSubmit={(event) => void submit(event)} noValidate>
      <FormProblem problem={problem} />
      <Field label={<Trans>New name</Trans>} name="name" problem={problem}>
        {(control) => (
          <input
            {...control}
            ref={field}
            type="text"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && onDone()}
          />
        )}
      </Field>
      <p className="actions">
        <button type="submit" className="button" aria-busy={fetching}>
          <Trans>Save name</Trans>
        </button>
        <button type="button" className="button quiet" onClick={onDone}>
          <Trans>Keep the old one</Trans>
        </button>
      </p>
    </form>
  );
}
