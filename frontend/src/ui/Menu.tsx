import { useEffect, useRef, type ReactNode } from "react";

type Props = { label: ReactNode; name?: string; className?: string; children: ReactNode };

/** A disclosure that floats: closes on Escape, on a click elsewhere and when a link inside is followed. */
export function Menu({ label, name, className = "", children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const menu = details.current;
      if (!menu?.open || !(event.target instanceof Node)) return;
      if (!menu.contains(event.target)) menu.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, []);

  return (
    <details
      ref={details}
      className={`menu ${className}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        details.current.open = false;
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="button quiet" aria-label={name}>
        {label}
      </summary>
      <div
        className="menu-panel"
        onClick={(event) => {
          if (details.current && event.target instanceof Element && event.target.closest("a, button")) {
            details.current.open = false;
          }
        }}
      >
        {children}
      </div>
    </details>
  );
}
