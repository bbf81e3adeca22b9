import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState, type ReactNode } from "react";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import {
  ReportBack_AudienceFragmentDoc,
  type ReportBackAnswerFragment,
} from "../graphql/generated/graphql.ts";
import { ListButton, type ListPage } from "../ui/ListButton.tsx";
import { PageHeading } from "../ui/PageHeading.tsx";
import { ReportBackForm, type Places, type ReportDraft } from "./ReportBackForm.tsx";

type Props = {
  about: string;
  /** The link back to what is answered. */
  home: ReactNode;
  audience: FragmentType<typeof ReportBack_AudienceFragmentDoc>;
  renderAudience: (page: ListPage) => ReactNode;
  /** Where the answer may stand; null when it stands with its post anyway. */
  places: Places | null;
  send: (draft: ReportDraft) => Promise<ReportBackAnswerFragment | undefined>;
};

/** Who hears, what they will read, and after sending that it is done. */
export function ReportBack({ about, home, audience, renderAudience, places, send }: Props) {
  const { t } = useLingui();
  const { totalCount, edges } = readFragment(ReportBack_AudienceFragmentDoc, audience);
  const [sentTo, setSentTo] = useState<number | null>(null);
  return (
    <div className="page studio">
      <header className="page-header">
        <p className="up">{home}</p>
        <PageHeading title={t`Report back`} within={about} />
        <p className="purpose">
          {totalCount > 0 ? (
            <>
              <Plural
                value={totalCount}
                one="# person wrote, voted or commented here and hears from you, with their own words quoted."
                other="# people wrote, voted or commented here. Each hears from you, with their own words quoted."
              />{" "}
              <ListButton title={t`Who hears from you`} list={about} renderPage={renderAudience}>
                <Trans>See who</Trans>
              </ListButton>
            </>
          ) : (
            <Trans>
              Nobody here can be written to: no known person wrote, voted or commented. You can still answer
              in public.
            </Trans>
          )}
        </p>
      </header>
      {sentTo === null ? (
        <ReportBackForm
          audience={totalCount}
          example={edges[0]?.node}
          places={places}
          send={send}
          onSent={() => setSentTo(totalCount)}
        />
      ) : (
        <Sent to={sentTo} home={home} />
      )}
    </div>
  );
}

function Sent({ to, home }: { to: number; home: ReactNode }) {
  return (
    <div className="card sent" role="status">
      <h2>
        <Trans>Your answer is out</Trans>
      </h2>
      <p>
        <Plural
          value={to}
          _0="Nobody had to be written to."
          one="# person is being told, in the app and by email."
          other="# people are being told, in the app and by email."
        />
      </p>
      <p>
        <Trans>Back to {home}</Trans>
      </p>
    </div>
  );
}
