import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";

export type Problem = { message: string; field: string | null };

type ControlProps = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** The argument that this field fills, to tie a refusal to it. */
  name: string;
  problem: Problem | null;
  children: (control: ControlProps) => ReactNode;
};

/** A visible label, a hint before the control, and the refusal that belongs to it. */
export function Field({ label, hint, name, problem, children }: FieldProps) {
  const id = useId();
  const message = problem?.field === name ? problem.message : null;
  const describedBy = [hint && `${id}-hint`, message && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className="field" data-field={name}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": message ? true : undefined,
      })}
      {message && (
        <p className="field-problem" id={`${id}-problem`}>
          {message}
        </p>
      )}
    </div>
  );
}

/** Ctrl or ⌘ with Enter sends the form that a text area belongs to. */
export function submitByKeys(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
}

/** What went wrong with a form; takes the focus, and leads to the field it is about. */
export function FormProblem({ problem }: { problem: Problem | null }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) summary.current?.focus();
  }, [problem]);
  if (!problem) return null;

  const focusField = () =>
    summary.current
      ?.closest("form")
      ?.querySelector<HTMLElement>(`[data-field="${problem.field}"] :is(input, textarea, select)`)
      ?.focus();

  return (
    <div className="form-problem" role="alert" tabIndex={-1} ref={summary}>
      {problem.field ? (
        <button type="button" className="link" onClick={focusField}>
          {problem.message}
        </button>
      ) : (
        <p>{problem.message}</p>
      )}
    </div>
  );
}
