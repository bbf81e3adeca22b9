import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { Role } from "../graphql/generated/graphql.ts";
import { FormProblem } from "../ui/forms.tsx";

type DemoPerson = { email: string; name: string; role: Role };

const roles: Record<Role, MessageDescriptor> = {
  CUSTOMER: msg`Customer: posts, votes and hears back`,
  AGENT: msg`Agent: answers, and reads the themes`,
  PRODUCT_MANAGER: msg`Product manager: decides and reports back`,
  ADMIN: msg`Admin: may do everything`,
};

/** The people of a demo, each one click away. */
export function DemoPeople({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t, i18n } = useLingui();
  const [people, setPeople] = useState<DemoPerson[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    fetch("/demo/people", { signal: leaving.signal })
      .then(async (response) => setPeople((await response.json()) as DemoPerson[]))
      .catch(() => setPeople([]));
    return () => leaving.abort();
  }, []);

  const signInAs = async (email: string) => {
    const response = await fetch("/demo/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email }),
    }).catch(() => null);
    if (response?.ok) return onSignedIn();
    setFailure(t`That did not work. Check that the demo still runs and try again.`);
  };

  if (people.length === 0) return null;
  return (
    <section className="card demo-people" aria-labelledby="demo-people">
      <h2 id="demo-people">
        <Trans>This is a demo: come in as</Trans>
      </h2>
      <FormProblem problem={failure === null ? null : { message: failure, field: null }} />
      <ul className="plain-list">
        {people.map(({ email, name, role }) => (
          <li key={email}>
            <button type="button" className="button person-button" onClick={() => void signInAs(email)}>
              <strong>{name}</strong>
              <span className="note">{i18n._(roles[role])}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
