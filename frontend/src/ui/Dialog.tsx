import { useLingui } from "@lingui/react/macro";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Icon } from "./Icon.tsx";

type Props = { title: string; onClose: () => void; children: ReactNode };

/** A native modal dialog: holds the focus, names itself, and gives the focus back when it closes. */
export function Dialog({ title, onClose, children }: Props) {
  const { t } = useLingui();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <header className="dialog-header">
        <h2 id={id}>{title}</h2>
        <button type="button" className="button quiet icon-only" aria-label={t`Close`} onClick={onClose}>
          <Icon name="cross" />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
