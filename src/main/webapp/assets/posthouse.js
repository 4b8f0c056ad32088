// Pages are whole without this; it only saves a few motions.
document.querySelectorAll("[data-copy]").forEach(shown => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = shown.dataset.copy;
  button.addEventListener("click", () => navigator.clipboard.writeText(shown.textContent.trim()).then(() => { button.textContent = "✓"; }));
  shown.after(button);
});
document.querySelector("[aria-invalid=true]")?.focus();
document.querySelectorAll("form[data-previews]").forEach(form => {
  let waiting, asked;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asked?.abort();
      asked = new AbortController();
      const typed = new URLSearchParams(new FormData(form));
      typed.set("_preview", "1");
      try {
        const answer = await fetch(form.action, {method: "POST", body: typed, signal: asked.signal});
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (answer.ok) form.querySelectorAll("[data-shown]").forEach(shown => { shown.textContent = page.getElementById(shown.id)?.textContent ?? shown.textContent; });
      } catch (late) { }
    }, 250);
  });
});
