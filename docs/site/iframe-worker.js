// Browsers start no worker from a file: the search of a site that is read from a folder runs in a hidden frame instead.
"use strict";

if (location.protocol === "file:") {
  const loaded = (page, source) =>
    new Promise((resolve, reject) => {
      const script = page.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = reject;
      page.body.append(script);
    });

  class FrameWorker extends EventTarget {
    constructor(source) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "search";
      document.body.append(this.frame);
      const scope = this.frame.contentWindow;
      scope.document.open();
      scope.document.write("<!doctype html><title>search</title><body></body>");
      scope.document.close();
      scope.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      scope.importScripts = async (...sources) => {
        for (const each of sources) {
          await loaded(scope.document, each);
        }
      };
      this.started = loaded(scope.document, source);
    }

    postMessage(data) {
      this.started.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  }

  window.IFrameWorker = FrameWorker; // the search asks for this name to find its other scripts
  window.Worker = FrameWorker;
}
