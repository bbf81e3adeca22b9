import { Trans } from "@lingui/react/macro";
import { useState } from "react";

type Cursor = string | null;

/** The cursors of the pages shown so far; starts again when the list becomes another one. */
export function usePages(list: string): { cursors: Cursor[]; showMore: (after: string) => void } {
  const [pages, setPages] = useState<{ list: string; cursors: Cursor[] }>({ list, cursors: [null] });
  const cursors = pages.list === list ? pages.cursors : [null];
  return { cursors, showMore: (after) => setPages({ list, cursors: [...cursors, after] }) };
}

type Info = { hasNextPage: boolean; endCursor?: string | null };

/** Asks for the next page, under the last one shown. */
export function MoreButton({ info, onMore }: { info: Info; onMore: (after: string) => void }) {
  const after = info.endCursor;
  if (!info.hasNextPage || !after) return null;
  return (
    <p className="more">
      <button type="button" className="button" onClick={() => onMore(after)}>
        <Trans>Load more</Trans>
      </button>
    </p>
  );
}
