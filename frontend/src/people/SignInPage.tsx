import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useQuery } from "urql";
import { SignInDocument } from "../graphql/generated/graphql.ts";
import { useStartOver } from "../graphql/session.tsx";
import { announce } from "../ui/announce.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { castWaitingVote, waitingVote } from "../votes/waitingVote.ts";
import { CodeForm } from "./CodeForm.tsx";
import { DemoPeople } from "./DemoPeople.tsx";
import { EmailForm } from "./EmailForm.tsx";

const route = getRouteApi("/sign-in");

/** Signs in by emailed code, performs the vote that waited, and returns to the page one came from. */
export function SignInPage() {
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: SignInDocument });
  const [email, setEmail] = useState<string | null>(null);
  const arrive = useArrival();
  const waiting = waitingVote();
  return (
    <div className="page narrow">
      <header className="page-header">
        <PageHeading title={t`Sign in`} />
        {waiting && (
          <p className="purpose">
            <Trans>Your vote for “{waiting.title}” is kept and counts as soon as you are signed in.</Trans>
          </p>
        )}
      </header>
      {data?.organisation.demo && <DemoPeople onSignedIn={arrive} />}
      {email === null ? (
        <EmailForm onSent={setEmail} />
      ) : (
        <CodeForm email={email} onSignedIn={arrive} onOtherEmail={() => setEmail(null)} />
      )}
    </div>
  );
}

function useArrival() {
  const { t } = useLingui();
  const search = route.useSearch();
  const router = useRouter();
  const startOver = useStartOver();
  return useCallback(async () => {
    const client = startOver();
    const vote = waitingVote();
    const isCounted = vote && (await castWaitingVote(vote, client));
    router.history.push(search.return ?? "/");
    if (isCounted !== null) {
      announce(isCounted ? t`Your vote is counted.` : t`Your vote could not be counted. Try again here.`);
    }
  }, [router, search.return, startOver, t]);
}
