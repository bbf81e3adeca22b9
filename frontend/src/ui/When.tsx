import { useLingui } from "@lingui/react/macro";

const DAY = 24 * 60 * 60 * 1000;

/** A date: relative for a week, then absolute; the exact time shows on hover and, where asked, on focus. */
export function When({ at, focusable = false }: { at: string; focusable?: boolean }) {
  const { i18n } = useLingui();
  const exact = i18n.date(new Date(at), { dateStyle: "full", timeStyle: "short" });
  if (!focusable) {
    return (
      <time dateTime={at} title={exact}>
        {inWords(new Date(at), i18n.locale)}
      </time>
    );
  }
  return (
    // Focusable so that the exact time is within reach without a pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <time dateTime={at} className="when" tabIndex={0}>
      {inWords(new Date(at), i18n.locale)}
      <span className="tooltip" role="tooltip">
        {exact}
      </span>
    </time>
  );
}

function inWords(date: Date, locale: string): string {
  const age = Date.now() - date.getTime();
  if (age >= 7 * DAY) return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(date);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const minutes = Math.floor(age / 60_000);
  if (minutes < 1) return relative.format(0, "second");
  if (minutes < 60) return relative.format(-minutes, "minute");
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), "hour");
  return relative.format(-Math.floor(minutes / (24 * 60)), "day");
}
