import { useEffect, useRef, type ReactNode } from "react";

type Props = { label: ReactNode; className?: string; children: ReactNode };

/** A disclosure that floats: closes on Escape, on a press elsewhere and when something inside is chosen. */
export function Menu({ label, className = "", children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const menu = details.current;
    if (!menu) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const closeFromOutside = ({ target }: Event) => {
      if (target instanceof Node && !menu.contains(target)) menu.open = false;
    };
    document.addEventListener("pointerdown", closeFromOutside, { signal });
    document.addEventListener("focusin", closeFromOutside, { signal });
    menu.addEventListener("click", (event) => closeWhenChosen(menu, event), { signal });
    menu.addEventListener("keydown", (event) => closeOnEscape(menu, event), { signal });
    return () => leaving.abort();
  }, []);

  return (
    <details ref={details} className={`menu ${className}`}>
      <summary className="button quiet">{label}</summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}

function closeWhenChosen(menu: HTMLDetailsElement, { target }: MouseEvent): void {
  if (target instanceof Element && target.closest("a, button")) menu.open = false;
}

function closeOnEscape(menu: HTMLDetailsElement, { key }: KeyboardEvent): void {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
