// <play-words data-sound="…" data-start="12.4" data-end="15"><button> <form>: plays this stretch; once all of it was
// played, the form goes off and says so.
customElements.define("play-words", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.play());
  }

  disconnectedCallback() { this.audio?.pause(); }

  play() {
    const start = Number(this.dataset.start), end = Number(this.dataset.end);
    if (!this.audio) {
      this.audio = new Audio(this.dataset.sound);
      this.audio.addEventListener("timeupdate", () => this.audio.currentTime >= end + 0.1 && this.done());
      this.audio.addEventListener("ended", () => this.done());
    }
    this.isTold = false;
    this.audio.currentTime = Math.max(0, start - 0.1);
    this.audio.play().catch(() => {});
  }

  done() {
    this.audio.pause();
    if (this.isTold) return;
    this.isTold = true;
    this.querySelector("form").requestSubmit();
  }
});
