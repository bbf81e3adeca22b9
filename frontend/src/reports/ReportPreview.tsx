import { Trans, useLingui } from "@lingui/react/macro";
import type { Contribution } from "../graphql/generated/graphql.ts";
import { whatYouDid } from "../people/contributions.ts";
import { Paragraphs } from "../ui/Paragraphs.tsx";
import { OutcomeMark } from "./OutcomeMark.tsx";
import type { ReportDraft } from "./ReportBackForm.tsx";

/** What somebody did here, and the words of theirs that stand for it. */
export type Example = { contribution: Contribution; quote: string };

/** The answer as one of those who hear will read it. */
export function ReportPreview({ draft, example }: { draft: ReportDraft; example: Example | undefined }) {
  const { t, i18n } = useLingui();
  return (
    <section className="preview" aria-labelledby="preview">
      <h2 id="preview">
        <Trans>What one of them will read</Trans>
      </h2>
      <div className="card notification unread">
        <OutcomeMark outcome={draft.outcome} />
        <h3>{draft.title || t`Your heading`}</h3>
        <Paragraphs text={draft.body || t`Your answer`} />
        {example && (
          <figure className="quote own">
            <figcaption>{i18n._(whatYouDid[example.contribution])}</figcaption>
            <blockquote>{example.quote}</blockquote>
          </figure>
        )}
      </div>
      <p className="note">
        <Trans>Everyone sees their own words in place of this example.</Trans>
      </p>
    </section>
  );
}
