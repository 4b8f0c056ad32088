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
