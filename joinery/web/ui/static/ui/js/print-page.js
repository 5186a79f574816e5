// <print-page data-says="Print this page">Print with your browser</print-page>: with a script the words become a
// button that prints.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--plain button--small";
    button.textContent = this.dataset.says;
    button.addEventListener("click", () => print());
    this.replaceChildren(button);
  }
});
