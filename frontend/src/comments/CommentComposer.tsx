import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { AddCommentDocument } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { useViewer } from "../people/useViewer.ts";
import { announce } from "../ui/announce.tsx";
import { Field, FormProblem, submitByKeys, type Problem } from "../ui/forms.tsx";

/** Adds a comment; keeps the words until the server has them. */
export function CommentComposer({ postId, onAdded }: { postId: string; onAdded: () => void }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const { href } = useLocation();
  const [{ fetching }, addComment] = useMutation(AddCommentDocument);
  const [body, setBody] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);

  if (viewer === undefined) return null;
  if (viewer === null) {
    return (
      <p className="join">
        <Link className="button" to="/sign-in" search={{ return: href }}>
          <Trans>Sign in to comment</Trans>
        </Link>
      </p>
    );
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const { data } = await addComment({ postId, body });
    if (!data) {
      return setProblem({
        message: t`We could not reach the server. Your comment is kept; try again.`,
        field: null,
      });
    }
    if (data.addComment.__typename !== "CommentAdded") return setProblem(problemOf(data.addComment));
    setProblem(null);
    setBody("");
    onAdded();
    announce(t`Your comment is posted.`);
  };

  return (
    <form className="composer" onSubmit={(event) => void submit(event)} noValidate>
      <FormProblem problem={problem} />
      <Field label={<Trans>Your comment</Trans>} name="body" problem={problem}>
        {(control) => (
          <textarea
            onKeyDown={submitByKeys}
            {...control}
            rows={3}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button primary" aria-busy={fetching}>
        <Trans>Post comment</Trans>
      </button>
    </form>
  );
}
