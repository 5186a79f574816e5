// <stage-board>: a card dragged to another column sends the form that it carries. Without a mouse the form is there.
customElements.define("stage-board", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragend", () => this.put());
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
  }

  lift(event) {
    this.held = event.target.closest(".board__card");
    if (!this.held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    this.held.classList.add("board__card--held");
  }

  put() {
    this.held?.classList.remove("board__card--held");
    this.mark(null);
    this.held = null;
  }

  mark(column) {
    this.querySelectorAll(".board__column--over").forEach((one) => one.classList.remove("board__column--over"));
    column?.classList.add("board__column--over");
  }

  over(event) {
    const column = event.target.closest(".board__column");
    if (!column || !this.held) return;
    event.preventDefault();
    this.mark(column);
  }

  drop(event) {
    const column = event.target.closest(".board__column");
    const form = this.held?.querySelector("form");
    if (!column || !form) return;
    event.preventDefault();
    form.elements.stage.value = column.dataset.stage;
    form.submit();
  }
});
