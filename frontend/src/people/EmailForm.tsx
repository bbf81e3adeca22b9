import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { RequestSignInCodeDocument } from "../graphql/generated/graphql.ts";
import { unreachable } from "../graphql/unreachable.ts";
import { Field, FormProblem, type Problem } from "../ui/forms.tsx";

/** Asks for the address to send a code to. */
export function EmailForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useLingui();
  const [{ fetching }, requestCode] = useMutation(RequestSignInCodeDocument);
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching) return;
    const { data } = await requestCode({ email });
    if (!data) return setProblem({ message: t`We could not reach the server. Try again.`, field: null });
    const answer = data.requestSignInCode;
    switch (answer.__typename) {
      case "SignInCodeSent":
        return onSent(answer.email);
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
      <Field
        label={<Trans>Your email address</Trans>}
        hint={<Trans>We send you a code. No password is needed, and new people are welcome.</Trans>}
        name="email"
        problem={problem}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button primary" aria-busy={fetching}>
        <Trans>Send the code</Trans>
      </button>
    </form>
  );
}
