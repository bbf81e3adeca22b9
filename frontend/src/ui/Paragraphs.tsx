/** Plain text as its author broke it into paragraphs. */
export function Paragraphs({ text, lang }: { text: string; lang?: string }) {
  return (
    <div className="prose" lang={lang}>
      {text
        .split(/\n\s*\n/)
        .filter((paragraph) => paragraph.trim() !== "")
        .map((paragraph, index) => (
          // Paragraphs never change places, so their place is their key.
          // oxlint-disable-next-line react/no-array-index-key
          <p key={index}>{paragraph.trim()}</p>
        ))}
    </div>
  );
}
