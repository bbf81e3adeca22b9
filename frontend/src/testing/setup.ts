import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// The first visit of a file loads its page, which takes a busy machine longer than the usual second.
configure({ asyncUtilTimeout: 20_000 });

/** A connection that never opens: these tests have no live updates. */
class SilentSocket extends EventTarget {
  close() {}
  send() {}
}

vi.stubGlobal("WebSocket", SilentSocket);
vi.stubGlobal("scrollTo", () => {});

// jsdom draws nothing, so its dialogs only open and close.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
