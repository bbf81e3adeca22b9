import { createContext, useContext, useEffect, useRef, type ReactNode } from "react";
import { announce } from "./announce.tsx";

/** The name that ends every page title. */
export const Brand = createContext("Hearback");

type Props = {
  /** What the page is, for the title; the heading shows it too unless children say otherwise. */
  title: string;
  /** The place that the page belongs to, such as a board. */
  within?: string | undefined;
  lang?: string | undefined;
  children?: ReactNode;
};

let shownAddress = window.location.pathname;

/** The page's one h1: names the document, and takes the focus after a change of route. */
export function PageHeading({ title, within, lang, children }: Props) {
  const brand = useContext(Brand);
  const heading = useRef<HTMLHeadingElement>(null);
  const documentTitle = [title, within, brand].filter(Boolean).join(" · ");

  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);

  useEffect(() => {
    if (window.location.pathname === shownAddress) return;
    shownAddress = window.location.pathname;
    heading.current?.focus({ preventScroll: true });
    announce(document.title);
  });

  return (
    <h1 ref={heading} tabIndex={-1} lang={lang}>
      {children ?? title}
    </h1>
  );
}
