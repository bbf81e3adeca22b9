import { useEffect, useState } from "react";
import type { Kind } from "../graphql/generated/graphql.ts";

export type Draft = { kind: Kind; title: string; body: string };

/** What somebody was writing for a board, kept in this browser until it is posted. */
export function useDraft(board: string, fresh: Draft) {
  const key = `hearback.draft.${board}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...fresh, ...kept(key) }));

  useEffect(() => {
    const pause = window.setTimeout(() => {
      if (draft.title || draft.body) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    }, 400);
    return () => window.clearTimeout(pause);
  }, [key, draft]);

  return {
    draft,
    change: (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed })),
    forget: () => {
      localStorage.removeItem(key);
      setDraft({ ...fresh, title: "", body: "" });
    },
  };
}

function kept(key: string): Partial<Draft> {
  const { title, body } = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>;
  return { ...(title && { title }), ...(body && { body }) };
}
