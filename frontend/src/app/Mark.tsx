/** The product's mark: a word that comes back. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        className="mark-bubble"
        d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H14.5L8 30v-6H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Z"
      />
      <path className="mark-arrow" d="m13.5 8.5-5 5 5 5M9 13.5h8.5a5 5 0 0 1 5 5v.5" />
    </svg>
  );
}
