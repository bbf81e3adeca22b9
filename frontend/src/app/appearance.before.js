try {
  const choice = localStorage.getItem("hearback.appearance");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.appearance = choice;
} catch {
  // Storage may be blocked; the system's choice then holds.
}
