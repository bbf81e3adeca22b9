import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { RequestSignInCodeDocument, SignInWithCodeDocument } from "../graphql/generated/graphql.ts";
import { unreachable } from "../graphql/unreachable.ts";
import { announce } from "../ui/announce.tsx";
import { Field, FormProblem, type Problem } from "../ui/forms.tsx";

const SECONDS_BEFORE_NEW_CODE = 30;

type Props = { email: string; onSignedIn: () => Promise<void>; onOtherEmail: () => void };

/** Asks for the emailed code and, for newcomers, the name that others will see. */
export function CodeForm({ email, onSignedIn, onOtherEmail }: Props) {
  const { t } = useLingui();
  const [{ fetching }, signIn] = useMutation(SignInWithCodeDocument);
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    codeField.current?.focus();
    announce(t`We sent a code to ${email}.`);
  }, [email, t]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const { data } = await signIn({ email, code: code.trim(), name: name.trim() || null });
    if (!data) return setProblem({ message: t`We could not reach the server. Try again.`, field: null });
    const answer = data.signIn;
    switch (answer.__typename) {
      case "SignedIn":
        return onSignedIn();
      case "CodeRefused":
        return setProblem({ message: answer.message, field: "code" });
      case "InvalidInput":
        return setProblem({ message: answer.message, field: answer.field });
      case "TooManyAttempts":
        return setProblem({ message: answer.message, field: null });
      default:
        return unreachable(answer);
    }
  };

  return (
    <form className="card form" onSubmit={(event) => void submit(event)} noValidate>
      <FormProblem problem={problem} />
      <p>
        <Trans>
          We sent a code to <strong>{email}</strong>.
        </Trans>{" "}
        <button type="button" className="link" onClick={onOtherEmail}>
          <Trans>Use another address</Trans>
        </button>
      </p>
      <Field label={<Trans>Code</Trans>} name="code" problem={problem}>
        {(control) => (
          <input
            {...control}
            ref={codeField}
            className="code"
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={<Trans>Your name, if you are new here</Trans>}
        hint={<Trans>Others see it beside what you write.</Trans>}
        name="name"
        problem={problem}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="form-end">
        <button type="submit" className="button primary" aria-busy={fetching}>
          <Trans>Sign in</Trans>
        </button>
        <NewCode email={email} onProblem={setProblem} />
      </div>
    </form>
  );
}

function NewCode({ email, onProblem }: { email: string; onProblem: (problem: Problem | null) => void }) {
  const { t } = useLingui();
  const [, requestCode] = useMutation(RequestSignInCodeDocument);
  const [secondsLeft, setSecondsLeft] = useState(SECONDS_BEFORE_NEW_CODE);
  useEffect(() => {
    if (secondsLeft === 0) return;
    const second = window.setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000);
    return () => window.clearTimeout(second);
  }, [secondsLeft]);

  if (secondsLeft > 0) {
    return (
      <p className="note">
        <Plural value={secondsLeft} one="A new code in # second" other="A new code in # seconds" />
      </p>
    );
  }

  const sendAgain = async () => {
    const { data } = await requestCode({ email });
    if (!data) return onProblem({ message: t`We could not reach the server. Try again.`, field: null });
    const answer = data.requestSignInCode;
    switch (answer.__typename) {
      case "SignInCodeSent":
        setSecondsLeft(SECONDS_BEFORE_NEW_CODE);
        announce(t`We sent a new code to ${email}.`);
        return onProblem(null);
      case "InvalidInput":
      case "TooManyAttempts":
        return onProblem({ message: answer.message, field: null });
      default:
        return unreachable(answer);
    }
  };
  return (
    <button type="button" className="link" onClick={() => void sendAgain()}>
      <Trans>Send a new code to {email}</Trans>
    </button>
  );
}
