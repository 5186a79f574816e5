// a[data-key="/"]: the key that follows this link, while nobody is writing. "g" and then "t" goes to today.
{
  const isWriting = (element) => element?.closest?.("input, textarea, select, [contenteditable]");
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (before === "g" && event.key === "t") {
      location.assign("/");
      return;
    }
    before = event.key;
    const found = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.click();
  });
}
