import { render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { App } from "../app/App.tsx";
import { serve, type Answers } from "./fakeServer.ts";

/** Opens the whole page at an address, with a server that gives these answers. */
export function visit(address: string, answers: Answers): { user: UserEvent; asked: string[] } {
  const { asked } = serve(answers);
  window.history.replaceState(null, "", address);
  render(<App />);
  return { user: userEvent.setup(), asked };
}
