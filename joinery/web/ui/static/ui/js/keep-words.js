// <keep-words> … <a data-keep> <a data-clip>: the words that are selected in a talk go along with the link that keeps them,
// or, with the places where they begin and end (turn:character), with the one that cuts a clip out of it.
customElements.define("keep-words", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.carry(event));
    this.addEventListener("keydown", (event) => event.key === "Enter" && this.carry(event));
  }

  carry(event) {
    const link = event.target.closest("[data-keep], [data-clip]");
    if (!link) return;
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if ("keep" in link.dataset) this.keep(link, range);
    else if (range && !range.collapsed) this.clip(link, range);
  }

  keep(link, range) {
    const said = link.closest(".talk__turn")?.querySelector(".talk__said");
    const words = said && range && said.contains(range.commonAncestorContainer) ? range.toString().trim() : "";
    const address = new URL(link.href);
    if (words) address.searchParams.set("words", words);
    else address.searchParams.delete("words");
    link.href = address;
  }

  clip(link, range) {
    const begin = this.place(range.startContainer, range.startOffset), end = this.place(range.endContainer, range.endOffset);
    if (!begin || !end) return;
    const address = new URL(link.href);
    address.searchParams.set("clip", begin);
    address.searchParams.set("to", end);
    address.hash = `turn-${begin.split(":")[0]}`;
    link.href = address;
  }

  place(node, offset) {
    const said = (node.nodeType === 1 ? node : node.parentElement).closest(".talk__said");
    if (!said || !this.contains(said)) return "";
    const before = document.createRange();
    before.setStart(said, 0);
    before.setEnd(node, offset);
    return `${said.closest(".talk__turn").id.replace("turn-", "")}:${before.toString().length}`;
  }
});
