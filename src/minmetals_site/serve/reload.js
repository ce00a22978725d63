// Put into each page of a preview by the server: reloads the page when the site has changed, and shows what is wrong.
// A page that nobody sees does not listen, as a browser keeps no more than six connections to one server.
(() => {
  "use strict";
  const shownBuild = document.currentScript.dataset.build;
  let source = null;
  let panel = null;

  const style = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    section { max-height: 60vh; overflow: auto; padding: 1rem 1.5rem; background: #3b0a0a; color: #fff;
      border-top: 4px solid #ff6b5e; font: 1rem/1.5 system-ui, sans-serif; }
    h2 { margin: 0 0 .5rem; font-size: 1.125rem; }
    li { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
    button { float: right; min-width: 24px; min-height: 24px; font: inherit; }
    @media print { :host { display: none; } }`;

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function show(state) {
    panel?.remove();
    panel = null;
    if (!state.messages.length) return;
    panel = document.createElement("minmetals-site-preview");
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet(); // the page's policy forbids styles that stand in it
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    const close = element("button", "Close");
    close.type = "button";
    close.addEventListener("click", () => panel?.remove());
    const list = document.createElement("ul");
    list.append(...state.messages.map((message) => element("li", message)));
    section.append(close, element("h2", state.heading), list);
    root.append(section);
    document.body.append(panel);
  }

  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource("/.minmetals-site/events");
      source.addEventListener("message", (event) => {
        const state = JSON.parse(event.data);
        if (state.build === shownBuild) {
          show(state);
        } else {
          location.reload();
        }
      });
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
