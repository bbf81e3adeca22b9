import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useMutation } from "urql";
import { RunThemesDocument } from "../graphql/generated/graphql.ts";
import { unreachable } from "../graphql/unreachable.ts";
import { useViewer } from "../people/useViewer.ts";
import { announce } from "../ui/announce.tsx";
import { PanelProblem } from "../ui/problems.tsx";
import { When } from "../ui/When.tsx";
import { stageCount, stageNamed } from "./stages.ts";
import { useTopicRun, type TopicRun } from "./useTopicRun.ts";

/** The state of the latest run in words, its progress, and the button for a new one. */
export function RunPanel({ onFinished }: { onFinished: () => void }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const [requestedAt, setRequestedAt] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, runThemes] = useMutation(RunThemesDocument);
  const finish = useCallback(
    (run: TopicRun) => {
      setRequestedAt(null);
      onFinished();
      announce(
        run.state === "COMPLETE" ? t`The run is complete: ${run.themeCount} themes.` : (run.message ?? ""),
      );
    },
    [onFinished, t],
  );
  const { run, isKnown, isRunning, isWaiting, error, ask } = useTopicRun(requestedAt, finish);

  const request = async () => {
    const { data } = await runThemes({});
    if (!data) return setRefusal(t`We could not reach the server, so no run was started. Try again.`);
    const answer = data.runThemes;
    switch (answer.__typename) {
      case "ThemesRunRequested":
        setRefusal(null);
        setRequestedAt(answer.requestedAt);
        return announce(t`The run is requested.`);
      case "RunInProgress":
      case "NotSignedIn":
      case "NotAllowed":
      case "NotFound":
      case "Blocked":
      case "TooManyAttempts":
        ask();
        return setRefusal(answer.message);
      default:
        return unreachable(answer);
    }
  };

  if (error && !run) return <PanelProblem error={error} retry={ask} />;
  if (!isKnown) return <div className="card run-panel" />;
  return (
    <section className="card run-panel" aria-label={t`Latest run`}>
      <div className="run-words">
        {isWaiting ? (
          <p>
            <Trans>The run is requested and starts in a moment.</Trans>
          </p>
        ) : (
          <RunState run={run} />
        )}
        {refusal && (
          <p className="field-problem" role="alert">
            {refusal}
          </p>
        )}
      </div>
      {viewer?.mayManage && !isRunning && !isWaiting && (
        <button type="button" className="button primary" onClick={() => void request()}>
          <Trans>Find themes now</Trans>
        </button>
      )}
    </section>
  );
}

function RunState({ run }: { run: TopicRun | null }) {
  if (!run) {
    return (
      <p>
        <Trans>No run yet. A run reads every sentence and groups those that mean the same.</Trans>
      </p>
    );
  }
  switch (run.state) {
    case "RUNNING":
      return <Progress run={run} />;
    case "COMPLETE":
      return <Complete run={run} />;
    case "TOO_LITTLE":
      return (
        <p>
          <strong>
            <Trans>Not enough to compare yet.</Trans>
          </strong>{" "}
          {run.message}
        </p>
      );
    case "FAILED":
      return (
        <p>
          <strong>
            <Trans>
              The last run failed <When at={run.finishedAt ?? run.startedAt} />.
            </Trans>
          </strong>{" "}
          {run.message} <Trans>The themes below are from the run before it.</Trans>
        </p>
      );
    default:
      return unreachable(run.state);
  }
}

function Progress({ run }: { run: TopicRun }) {
  const { t, i18n } = useLingui();
  const { words, step } = stageNamed(run.stage);
  const share = run.total > 0 ? Math.min(run.done / run.total, 1) : 0;
  const done = i18n.number(run.done);
  const total = i18n.number(run.total);
  return (
    <div className="run-progress">
      <p>
        <strong>{i18n._(words)}</strong>{" "}
        <span className="note">
          {run.total > 1 && (
            <>
              <Trans>
                {done} of {total}
              </Trans>
              {" · "}
            </>
          )}
          <Trans>
            Step {step} of {stageCount}, begun <When at={run.startedAt} />
          </Trans>
        </span>
      </p>
      <progress max={stageCount} value={Math.max(step - 1, 0) + share} aria-label={t`Progress of the run`} />
    </div>
  );
}

function Complete({ run }: { run: TopicRun }) {
  const { i18n } = useLingui();
  const themed = i18n.number(run.themedCount);
  const outside = run.sentenceCount - run.themedCount;
  const sentences = plural(run.sentenceCount, { one: "# sentence", other: "# sentences" });
  return (
    <p>
      <strong>
        <Plural value={run.themeCount} one="# theme" other="# themes" />
      </strong>{" "}
      <Trans>
        hold {themed} of {sentences}. Latest run: <When at={run.finishedAt ?? run.startedAt} focusable />.
      </Trans>{" "}
      {outside > 0 && (
        <Link to="/studio/themes/unsorted">
          <Plural value={outside} one="# sentence is in no theme" other="# sentences are in no theme" />
        </Link>
      )}
    </p>
  );
}
