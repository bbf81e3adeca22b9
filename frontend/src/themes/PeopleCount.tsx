import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ThemePeopleDocument } from "../graphql/generated/graphql.ts";
import { useKept } from "../graphql/useKept.ts";
import { PeopleList } from "../people/PeopleList.tsx";
import { ListButton, type ListPage } from "../ui/ListButton.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";

type Props = { themeId: string; themeName: string; children: ReactNode };

/** How many people wrote into a theme; opens who they are. */
export function PeopleCount({ themeId, themeName, children }: Props) {
  const { t } = useLingui();
  return (
    <ListButton
      title={t`Who wrote about “${themeName}”`}
      list={themeId}
      renderPage={(page) => <ThemePeople themeId={themeId} page={page} />}
    >
      {children}
    </ListButton>
  );
}

function ThemePeople({ themeId, page }: { themeId: string; page: ListPage }) {
  const { data, error, retry } = useKept({
    query: ThemePeopleDocument,
    variables: { id: themeId, after: page.after },
  });
  const people = data?.theme?.people;
  if (!people) return error ? <PanelProblem error={error} retry={retry} /> : <Skeleton rows={3} />;
  return <PeopleList people={people} page={page} />;
}
