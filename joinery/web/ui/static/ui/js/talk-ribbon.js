// <talk-ribbon data-first="0" data-last="312.5"><svg>: the ribbon of a talk, nearer and further with [data-zoom]. Where it
// is pressed the talk goes ("talk:go"); a line in it shows where the sound is ("talk:time").
customElements.define("talk-ribbon", class extends HTMLElement {
  connectedCallback() {
    this.view = this.querySelector(".zoom__view");
    this.picture = this.view.querySelector("svg");
    this.first = Number(this.dataset.first);
    this.long = Number(this.dataset.last) - this.first || 1;
    this.near = 1;
    this.share = 0;
    this.head = document.createElementNS("http://www.w3.org/2000/svg", "line");
    this.head.setAttribute("class", "ribbon__head");
    this.head.setAttribute("y1", "14");
    this.head.setAttribute("y2", this.picture.getAttribute("height") - 30);
    this.view.addEventListener("scroll", () => this.keepNames());
    this.picture.addEventListener("click", (event) => this.pressed(event));
    for (const button of this.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => this.zoom(Number(button.dataset.zoom)));
    this.moves = (event) => this.move(event.detail);
    document.addEventListener("talk:time", this.moves);
  }

  disconnectedCallback() { document.removeEventListener("talk:time", this.moves); }

  pressed(event) {
    const box = this.picture.getBoundingClientRect(), mark = event.target.closest(".ribbon__mark");
    const share = mark ? parseFloat(mark.getAttribute("x")) / 100 : (event.clientX - box.left) / box.width;
    this.move(this.first + share * this.long);
    document.dispatchEvent(new CustomEvent("talk:go", { detail: this.first + share * this.long }));
  }

  zoom(by) {
    const middle = (this.view.scrollLeft + this.view.clientWidth / 2) / this.view.scrollWidth;
    const keep = this.head.isConnected ? this.share : middle;
    this.near = Math.min(Math.max(this.near * by, 1), 16);
    this.picture.style.width = `${this.near * 100}%`;
    this.view.scrollLeft = keep * this.view.scrollWidth - this.view.clientWidth / 2;
    for (const button of this.querySelectorAll("[data-zoom]")) button.disabled = this.near === (button.dataset.zoom > 1 ? 16 : 1);
  }

  keepNames() { // whose lane it is can be read wherever the ribbon was pushed to
    for (const name of this.picture.querySelectorAll(".ribbon__name")) name.setAttribute("transform", `translate(${this.view.scrollLeft} 0)`);
  }

  move(at) {
    this.share = Math.min(Math.max((at - this.first) / this.long, 0), 1);
    if (!this.head.isConnected) this.picture.append(this.head);
    this.head.setAttribute("x1", `${this.share * 100}%`);
    this.head.setAttribute("x2", `${this.share * 100}%`);
    const x = this.share * this.view.scrollWidth, from = this.view.scrollLeft;
    if (this.near > 1 && (x < from || x > from + this.view.clientWidth)) this.view.scrollLeft = x - this.view.clientWidth / 4;
  }
});
