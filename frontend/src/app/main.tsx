import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles/index.css";
import { App } from "./App.tsx";

const container = document.getElementById("app");
if (!container) throw new Error("index.html has no element with the id app");

createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
