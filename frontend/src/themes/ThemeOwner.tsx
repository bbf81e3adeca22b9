import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { AssignThemeDocument, ThemeOwner_ThemeFragmentDoc } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { useViewer } from "../people/useViewer.ts";
import { announce } from "../ui/announce.tsx";

/** Who looks after a theme; a manager can take it on. */
export function ThemeOwner(props: { theme: FragmentType<typeof ThemeOwner_ThemeFragmentDoc> }) {
  const { t } = useLingui();
  const { id, owner } = readFragment(ThemeOwner_ThemeFragmentDoc, props.theme);
  const viewer = useViewer();
  const [{ fetching }, assign] = useMutation(AssignThemeDocument);
  const [refusal, setRefusal] = useState<string | null>(null);

  const takeOn = async (ownerId: string) => {
    if (fetching) return;
    const { data } = await assign({ themeId: id, ownerId });
    if (!data) return setRefusal(t`We could not reach the server. Try again.`);
    if (data.assignTheme.__typename !== "ThemeAssigned")
      return setRefusal(problemOf(data.assignTheme).message);
    setRefusal(null);
    announce(t`You look after this theme now.`);
  };

  return (
    <>
      {owner && (
        <span>
          <Trans>Looked after by {owner.name}</Trans>
        </span>
      )}
      {viewer?.mayManage && owner?.id !== viewer.person.id && (
        <button type="button" className="link" onClick={() => void takeOn(viewer.person.id)}>
          <Trans>Look after it yourself</Trans>
        </button>
      )}
      {refusal && (
        <span className="field-problem" role="alert">
          {refusal}
        </span>
      )}
    </>
  );
}
