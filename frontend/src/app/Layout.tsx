import { Trans } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ShellDocument } from "../graphql/generated/graphql.ts";
import { Announcer } from "../ui/announce.tsx";
import { Brand } from "../ui/PageHeading.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { LiveBar } from "./LiveBar.tsx";

/** What stands around every page. */
export function Layout() {
  const [{ data }] = useQuery({ query: ShellDocument });
  const brand = data?.organisation.name ?? "Hearback";
  return (
    <Brand value={brand}>
      <a className="skip-link" href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <Header brand={brand} boards={data?.boards ?? []} />
      <main id="main" tabIndex={-1}>
        <LiveBar />
        <Outlet />
      </main>
      <Footer />
      <Announcer />
    </Brand>
  );
}
