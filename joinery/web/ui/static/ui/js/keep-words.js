// <keep-words> … <a data-keep>: the words that are selected in a turn go along with the link that keeps them.
customElements.define("keep-words", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.carry(event));
    this.addEventListener("keydown", (event) => event.key === "Enter" && this.carry(event));
  }

  carry(event) {
    const link = event.target.closest("[data-keep]");
    if (!link) return;
    const said = link.closest(".talk__turn")?.querySelector(".talk__said");
    const chosen = getSelection();
    const words = said && chosen.rangeCount && said.contains(chosen.getRangeAt(0).commonAncestorContainer) ? chosen.toString().trim() : "";
    const address = new URL(link.href);
    if (words) address.searchParams.set("words", words);
    else address.searchParams.delete("words");
    link.href = address;
  }
});
