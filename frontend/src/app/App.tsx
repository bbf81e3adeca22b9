import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { SessionProvider } from "../graphql/session.tsx";
import { messages } from "../locales/en.po";
import { createAppRouter } from "./routes.tsx";

i18n.loadAndActivate({ locale: "en", messages });

/** The whole page: words, session and routes. */
export function App() {
  const [router] = useState(createAppRouter);
  return (
    <I18nProvider i18n={i18n}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </I18nProvider>
  );
}
