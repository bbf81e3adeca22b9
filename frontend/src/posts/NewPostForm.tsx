import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, useLocation } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { SubmitPostDocument, type Kind } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { useViewer } from "../people/useViewer.ts";
import { Field, FormProblem, submitByKeys, type Problem } from "../ui/forms.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useDraft } from "./draft.ts";
import { kindNames, kinds } from "./words.ts";

const route = getRouteApi("/b/$board/new");

type Wording = { question: MessageDescriptor; details: MessageDescriptor; submit: MessageDescriptor };

const wordings: Record<Kind, Wording> = {
  IDEA: {
    question: msg`In a sentence, what do you need?`,
    details: msg`What would it help you do, and what have you tried so far?`,
    submit: msg`Post idea`,
  },
  COMPLAINT: {
    question: msg`In a sentence, what goes wrong?`,
    details: msg`What were you doing, what happened, and what did you expect?`,
    submit: msg`Send problem`,
  },
  QUESTION: {
    question: msg`In a sentence, what do you want to know?`,
    details: msg`Anything that helps us answer you.`,
    submit: msg`Ask question`,
  },
  PRAISE: {
    question: msg`In a sentence, what works well for you?`,
    details: msg`Who or what made the difference?`,
    submit: msg`Send praise`,
  },
};

/** Kind, one sentence, details: all that a post needs. */
export function NewPostForm({ board }: { board: string }) {
  const { t, i18n } = useLingui();
  const { kind = "IDEA", title = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const { href } = useLocation();
  const viewer = useViewer();
  const [{ fetching }, submitPost] = useMutation(SubmitPostDocument);
  const { draft, change, forget } = useDraft(board, { kind, title, body: "" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const wording = wordings[draft.kind];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    if (viewer === null) return navigate({ to: "/sign-in", search: { return: href } });
    const { data } = await submitPost({
      input: { board, kind: draft.kind, title: draft.title, body: draft.body },
    });
    if (!data) {
      return setProblem({
        message: t`We could not reach the server. Your words are kept; try again.`,
        field: null,
      });
    }
    if (data.submitPost.__typename !== "PostSubmitted") return setProblem(problemOf(data.submitPost));
    forget();
    const { slug, board: home } = data.submitPost.post;
    return navigate({ to: "/b/$board/i/$slug", params: { board: home.slug, slug } });
  };

  return (
    <form className="card form" onSubmit={(event) => void submit(event)} noValidate>
      <FormProblem problem={problem} />
      <KindChoice kind={draft.kind} onChoose={(chosen) => change({ kind: chosen })} />
      <Field label={i18n._(wording.question)} name="title" problem={problem}>
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={<Trans>Details, if you like</Trans>}
        hint={i18n._(wording.details)}
        name="body"
        problem={problem}
      >
        {(control) => (
          <textarea
            onKeyDown={submitByKeys}
            {...control}
            rows={7}
            value={draft.body}
            onChange={(event) => change({ body: event.target.value })}
          />
        )}
      </Field>
      <div className="form-end">
        <button type="submit" className="button primary" aria-busy={fetching}>
          {i18n._(wording.submit)}
        </button>
        <p className="note">
          {viewer === null ? (
            <Trans>You sign in next; your words wait for you here.</Trans>
          ) : (
            <Trans>You will hear back when something becomes of it.</Trans>
          )}
        </p>
      </div>
    </form>
  );
}

function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  const { i18n } = useLingui();
  return (
    <fieldset className="choices">
      <legend>
        <Trans>What is it?</Trans>
      </legend>
      {kindNames.map((name) => (
        <label key={name} className="choice">
          <input
            type="radio"
            name="kind"
            value={name}
            checked={name === kind}
            onChange={() => onChoose(name)}
          />
          <Icon name={kinds[name].icon} />
          {i18n._(kinds[name].words)}
        </label>
      ))}
    </fieldset>
  );
}
