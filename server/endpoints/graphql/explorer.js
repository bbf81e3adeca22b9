const form = document.getElementById("ask");
const answer = document.getElementById("answer");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  answer.textContent = "Asking…";
  try {
    answer.textContent = await ask(form.elements.query.value, form.elements.variables.value);
  } catch (error) {
    answer.textContent = error.message;
  }
});

async function ask(query, variables) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables: JSON.parse(variables || "{}") }),
  });
  return JSON.stringify(await response.json(), null, 2);
}
