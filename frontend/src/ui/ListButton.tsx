import { useState, type ReactNode } from "react";
import { Dialog } from "./Dialog.tsx";
import { usePages } from "./pages.tsx";

/** Which part of a list to show, and how to ask for the part after it. */
export type ListPage = { after: string | null; isLast: boolean; onMore: (after: string) => void };

type Props = {
  /** What the list is, as the heading of its dialog. */
  title: string;
  /** Changes when the button stands for another list. */
  list: string;
  /** The words of the button, usually a number of something. */
  children: ReactNode;
  renderPage: (page: ListPage) => ReactNode;
};

/** A number that opens what was counted. */
export function ListButton({ title, list, children, renderPage }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { cursors, showMore } = usePages(list);
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {children}
      </button>
      {isOpen && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {cursors.map((after, page) => (
            <div key={after}>
              {renderPage({ after, isLast: page === cursors.length - 1, onMore: showMore })}
            </div>
          ))}
        </Dialog>
      )}
    </>
  );
}
