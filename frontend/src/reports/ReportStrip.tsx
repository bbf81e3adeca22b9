import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { readFragment, type FragmentType } from "../graphql/generated/index.ts";
import { ReportStrip_BoardFragmentDoc } from "../graphql/generated/graphql.ts";
import { When } from "../ui/When.tsx";
import { OutcomeMark } from "./OutcomeMark.tsx";

/** The latest answers of a board: proof that speaking up leads somewhere. */
export function ReportStrip(props: { board: FragmentType<typeof ReportStrip_BoardFragmentDoc> }) {
  const { slug, reports } = readFragment(ReportStrip_BoardFragmentDoc, props.board);
  const heading = useId();
  if (reports.edges.length === 0) return null;
  return (
    <section className="report-strip" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <Trans>Latest answers</Trans>
        </h2>
        <Link to="/b/$board/changes" params={{ board: slug }}>
          <Trans>All answers</Trans>
        </Link>
      </header>
      <ul>
        {reports.edges.map(({ node }) => (
          <li key={node.id}>
            <Link to="/b/$board/changes" params={{ board: slug }} hash={`report-${node.id}`}>
              <OutcomeMark outcome={node.outcome} />
              <span className="report-strip-title">{node.title}</span>
              <span className="note">
                <When at={node.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
