import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { ChangeStatusDocument, type Status } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { announce } from "../ui/announce.tsx";
import { Field, FormProblem, type Problem } from "../ui/forms.tsx";
import { Icon } from "../ui/Icon.tsx";
import { oneOf } from "./filters.ts";
import type { ShownPost } from "./PostPage.tsx";
import { statuses, statusNames } from "./words.ts";

/** What product managers can do with a post. */
export function ManagePost({ post }: { post: ShownPost }) {
  return (
    <section className="card side-card team-only" aria-labelledby="manage">
      <h2 id="manage">
        <Trans>Decide</Trans>
      </h2>
      <StatusForm key={post.status} post={post} />
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
  const { t, i18n } = useLingui();
  const [{ fetching }, changeStatus] = useMutation(ChangeStatusDocument);
  const [status, setStatus] = useState<Status>();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    if (!status) return setProblem({ message: t`Choose the new status first.`, field: "status" });
    const { data } = await changeStatus({ postId: post.id, status, reason });
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
            <select
              {...control}
              value={status ?? ""}
              onChange={(event) => setStatus(oneOf(statusNames, event.target.value))}
            >
              <option value="">{t`Choose…`}</option>
              {statusNames
                .filter((name) => name !== post.status)
                .map((name) => (
                  <option key={name} value={name}>
                    {i18n._(statuses[name].words)}
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
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button" aria-busy={fetching}>
        <Trans>Change status</Trans>
      </button>
    </form>
  );
}
