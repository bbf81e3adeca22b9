import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionProvider } from "../graphql/session.tsx";
import { messages } from "../locales/en.po";
import "../styles/index.css";
import { router } from "./routes.tsx";

i18n.loadAndActivate({ locale: "en", messages });

const container = document.getElementById("app");
if (!container) throw new Error("index.html has no element with the id app");

createRoot(container).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </I18nProvider>
  </StrictMode>,
);
