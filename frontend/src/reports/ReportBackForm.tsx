import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Outcome, ReportBackAnswerFragment } from "../graphql/generated/graphql.ts";
import { problemOf } from "../graphql/problems.ts";
import { announce } from "../ui/announce.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field, FormProblem, submitByKeys, type Problem } from "../ui/forms.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ReportPreview, type Example } from "./ReportPreview.tsx";

export type ReportDraft = { outcome: Outcome; title: string; body: string; publishOn: string | null };

/** The boards that an answer may stand on, and the one that suits it. */
export type Places = { boards: { id: string; slug: string; name: string }[]; usual: string | null };

type Props = {
  audience: number;
  /** The words of one of those who hear. */
  example: Example | undefined;
  places: Places | null;
  send: (draft: ReportDraft) => Promise<ReportBackAnswerFragment | undefined>;
  onSent: () => void;
};

/** The answer, beside what each contributor will read; a last check stands before sending. */
export function ReportBackForm({ audience, example, places, send, onSent }: Props) {
  const { t } = useLingui();
  const [draft, setDraft] = useState<ReportDraft>({
    outcome: "DONE",
    title: "",
    body: "",
    publishOn: places?.usual ?? null,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isChecking, setChecking] = useState(false);
  const [isSending, setSending] = useState(false);
  const change = (changed: Partial<ReportDraft>) => setDraft({ ...draft, ...changed });

  const check = (event: FormEvent) => {
    event.preventDefault();
    setChecking(true);
  };

  const sendNow = async () => {
    if (isSending) return;
    setSending(true);
    const answer = await send(draft);
    setSending(false);
    setChecking(false);
    if (!answer) {
      return setProblem({
        message: t`We could not reach the server, so nobody was told. Try again.`,
        field: null,
      });
    }
    if (answer.__typename !== "ReportedBack") return setProblem(problemOf(answer));
    announce(t`Your answer is out.`);
    onSent();
  };

  return (
    <div className="write-and-preview">
      <form className="card form" onSubmit={check} noValidate>
        <FormProblem problem={problem} />
        <OutcomeChoice outcome={draft.outcome} onChoose={(outcome) => change({ outcome })} />
        <Field label={<Trans>Heading</Trans>} name="title" problem={problem}>
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
          label={
            draft.outcome === "DONE" ? <Trans>What you did</Trans> : <Trans>Why not, and what instead</Trans>
          }
          hint={
            draft.outcome === "DONE" ? (
              <Trans>What changed, where to find it, and since when.</Trans>
            ) : (
              <Trans>
                The reason first, then what people can do instead, then what would change your mind.
              </Trans>
            )
          }
          name="body"
          problem={problem}
        >
          {(control) => (
            <textarea
              onKeyDown={submitByKeys}
              {...control}
              rows={8}
              value={draft.body}
              onChange={(event) => change({ body: event.target.value })}
            />
          )}
        </Field>
        {places && (
          <PlaceChoice
            places={places}
            chosen={draft.publishOn}
            onChoose={(publishOn) => change({ publishOn })}
          />
        )}
        <button type="submit" className="button primary">
          <SendWords audience={audience} />
        </button>
      </form>
      <ReportPreview draft={draft} example={example} />
      {isChecking && (
        <Dialog title={t`Send this answer?`} onClose={() => setChecking(false)}>
          <p>
            <Plural
              value={audience}
              _0="It will stand on the page for everyone to read."
              one="# person gets one notification and one email. It cannot be taken back."
              other="# people get one notification and one email each. It cannot be taken back."
            />
          </p>
          <p className="actions">
            <button
              type="button"
              className="button primary"
              aria-busy={isSending}
              onClick={() => void sendNow()}
            >
              <SendWords audience={audience} />
            </button>
            <button type="button" className="button" onClick={() => setChecking(false)}>
              <Trans>Keep writing</Trans>
            </button>
          </p>
        </Dialog>
      )}
    </div>
  );
}

function SendWords({ audience }: { audience: number }) {
  return <Plural value={audience} _0="Answer in public" one="Send to # person" other="Send to # people" />;
}

function PlaceChoice(props: {
  places: Places;
  chosen: string | null;
  onChoose: (slug: string | null) => void;
}) {
  const { t } = useLingui();
  return (
    <Field
      label={<Trans>Where everyone can read it</Trans>}
      hint={<Trans>It joins “You said, we did” of that board.</Trans>}
      name="publishOn"
      problem={null}
    >
      {(control) => (
        <span className="select">
          <select
            {...control}
            value={props.chosen ?? ""}
            onChange={(event) => props.onChoose(event.target.value || null)}
          >
            {props.places.boards.map((board) => (
              <option key={board.id} value={board.slug}>
                {board.name}
              </option>
            ))}
            <option value="">{t`Nowhere: only those who are told`}</option>
          </select>
          <Icon name="chevronDown" />
        </span>
      )}
    </Field>
  );
}

function OutcomeChoice({ outcome, onChoose }: { outcome: Outcome; onChoose: (outcome: Outcome) => void }) {
  return (
    <fieldset className="choices">
      <legend>
        <Trans>What became of it?</Trans>
      </legend>
      <label className="choice">
        <input type="radio" name="outcome" checked={outcome === "DONE"} onChange={() => onChoose("DONE")} />
        <Trans>You said, we did</Trans>
      </label>
      <label className="choice">
        <input
          type="radio"
          name="outcome"
          checked={outcome === "NOT_DONE"}
          onChange={() => onChoose("NOT_DONE")}
        />
        <Trans>We did not, because</Trans>
      </label>
    </fieldset>
  );
}
