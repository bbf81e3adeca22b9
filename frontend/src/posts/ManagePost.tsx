import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useMutation, useQuery } from "urql";
import { ChangeStatusDocument, StatusesDocument } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { announce } from "../ui/announce.tsx";
import { Field, FormProblem, type Problem } from "../ui/forms.tsx";
import { Icon } from "../ui/Icon.tsx";
import type { ShownPost } from "./PostPage.tsx";

/** What product managers can do with a post. */
export function ManagePost({ post }: { post: ShownPost }) {
  return (
    <section className="card side-card team-only" aria-labelledby="manage">
      <h2 id="manage">
        <Trans>Decide</Trans>
      </h2>
      <StatusForm key={post.status.key} post={post} />
      <p>
        <Link className="button" to="/studio/report-back" search={{ post: post.id }}>
          <Icon name="reply" />
          <Plural
            value={post.audience.totalCount}
            one="Report back to # person"
            other="Report back to # people"
          />
        </Link>
      </p>
      <p className="note">
        <Trans>Only your team sees this box.</Trans>
      </p>
    </section>
  );
}

function StatusForm({ post }: { post: ShownPost }) {
  const { t } = useLingui();
  const [{ data: known }] = useQuery({ query: StatusesDocument });
  const [{ fetching }, changeStatus] = useMutation(ChangeStatusDocument);
  const [status, setStatus] = useState("");
  const [reason, setReason] = useState("");
  const [silent, setSilent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    if (!status) return setProblem({ message: t`Choose the new status first.`, field: "status" });
    const { data } = await changeStatus({ postId: post.id, status, reason: silent ? "" : reason, silent });
    if (!data) {
      return setProblem({
        message: t`We could not reach the server, so nothing changed. Try again.`,
        field: null,
      });
    }
    if (data.changeStatus.__typename !== "StatusChanged") return setProblem(problemOf(data.changeStatus));
    setProblem(null);
    setReason("");
    announce(t`The status is changed.`);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FormProblem problem={problem} />
      <Field label={<Trans>New status</Trans>} name="status" problem={problem}>
        {(control) => (
          <span className="select">
            <select {...control} value={status} onChange={(event) => setStatus(event.target.value)}>
              <option value="">{t`Choose…`}</option>
              {known?.statuses
                .filter(({ key }) => key !== post.status.key)
                .map(({ key, name }) => (
                  <option key={key} value={key}>
                    {name}
                  </option>
                ))}
            </select>
            <Icon name="chevronDown" />
          </span>
        )}
      </Field>
      <Field
        label={<Trans>Why</Trans>}
        hint={<Trans>Everyone can read this on the page.</Trans>}
        name="reason"
        problem={problem}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            value={reason}
            disabled={silent}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p>
        <label>
          <input type="checkbox" checked={silent} onChange={(event) => setSilent(event.target.checked)} />{" "}
          <Trans>Tell nobody, and give no reason</Trans>
        </label>
      </p>
      <button type="submit" className="button" aria-busy={fetching}>
        <Trans>Change status</Trans>
      </button>
    </form>
  );
}
