// <send-parts to="…"> around a form with a file: it goes in parts, and goes on where it broke off, also after a reload
// when the same file is chosen again. Without this script the form sends it whole.
customElements.define("send-parts", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.begin(event));
  }

  async begin(event) {
    const file = this.form.elements.file.files[0];
    if (!file) return; // the server says what is missing
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const mark = [file.name, file.size, file.lastModified].join("\n");
    const wish = { size: file.size, name: file.name, mark, voices: this.form.elements.voices?.value ?? "" };
    const told = await this.ask(this.getAttribute("to"), new URLSearchParams(wish));
    if (told.at) await this.send(file, told);
    this.busy = false;
  }

  async send(file, { at, received, part }) {
    let waits = 1;
    for (;;) {
      this.show(received / file.size);
      const told = await this.ask(at, file.slice(received, received + part), { "Upload-Offset": received });
      if (told.done) return location.assign(told.done);
      if (told.received === undefined) {
        if (!told.lost) return;
        await new Promise((go) => setTimeout(go, waits * 1000));
        waits = Math.min(waits * 2, 30);
        received = (await this.ask(at)).received ?? received;
        continue;
      }
      [received, waits] = [told.received, 1];
    }
  }

  async ask(address, body, more = {}) {
    const token = this.form.elements.csrfmiddlewaretoken.value;
    const headers = { "X-CSRFToken": token, ...more };
    try {
      const type = body instanceof Blob ? { "Content-Type": "application/octet-stream" } : {};
      const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { ...headers, ...type } });
      if (answer.status >= 500) throw new Error();
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { why: "Sign in again, then choose the file again." };
      if (answer.status !== 409 && told.why) this.say(told.why);
      return told;
    } catch {
      this.say("The line is broken. It goes on by itself.");
      return { lost: true };
    }
  }

  show(share) {
    this.querySelector("progress").hidden = false;
    this.querySelector("progress").value = share * 100;
    this.say(`${Math.floor(share * 100)} % is here. You can close this page: choose the same file later, and it goes on.`);
  }

  say(words) { this.querySelector("[role=status]").textContent = words; }
});
