// Shows what arrives on a phone or in a mailbox by itself, and copies codes.
(function () {
  'use strict';
  var EVERY_MS = 1000;
  var AFTER_TROUBLE_MS = 5000;

  // Buttons that need a script show themselves where there is one.
  function showButtons(root) {
    root.querySelectorAll('[data-copies-text]').forEach(function (button) {
      button.hidden = false;
    });
  }

  function copied(button) {
    var label = button.innerHTML;
    button.textContent = button.dataset.done;
    setTimeout(function () { button.innerHTML = label; }, 2000);
  }

  // Without a clipboard the code is left selected, ready for the person's own copying.
  function select(button) {
    var code = button.parentNode.querySelector('code');
    if (code) {
      window.getSelection().selectAllChildren(code);
    }
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-copies-text]') : null;
    if (!button) {
      return;
    }
    if (!navigator.clipboard) {
      select(button);
      return;
    }
    navigator.clipboard.writeText(button.dataset.copiesText).then(
      function () { copied(button); },
      function () { select(button); }
    );
  });
  showButtons(document);

  var watched = document.querySelector('[data-arrivals]');
  if (!watched || !window.fetch || !window.DOMParser) {
    return;
  }
  var list = watched.querySelector('[data-list]');
  var empty = watched.querySelector('[data-empty]');
  var lost = document.getElementById(watched.dataset.lost);
  var count = Number(watched.dataset.count);

  function lastShown() {
    var last = list.lastElementChild;
    return last ? last.dataset.at : '';
  }

  // The page itself draws what is new, so that there is one drawing only.
  function draw(html, arrived) {
    var page = new DOMParser().parseFromString(html, 'text/html');
    var items = Array.prototype.slice.call(page.querySelectorAll('[data-list] > li'));
    var fresh = items.length > count ? items.slice(count) : items;
    if (fresh.length === items.length) {
      list.textContent = '';
    }
    fresh.forEach(function (item) {
      list.appendChild(document.importNode(item, true));
    });
    count = items.length;
    empty.hidden = count > 0 || arrived > 0;
    showButtons(list);
  }

  function look() {
    return fetch(watched.dataset.arrivals, { cache: 'no-store' })
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(answer.status);
        }
        return answer.json();
      })
      .then(function (messages) {
        var last = messages.length > 0 ? messages[messages.length - 1].at : '';
        if (messages.length === count && last === lastShown()) {
          return null;
        }
        return fetch(location.href, { cache: 'no-store' })
          .then(function (answer) { return answer.text(); })
          .then(function (html) { draw(html, messages.length); });
      });
  }

  function again(after) {
    setTimeout(function () {
      if (document.hidden) {
        again(EVERY_MS);
        return;
      }
      look().then(
        function () { lost.hidden = true; again(EVERY_MS); },
        function () { lost.hidden = false; again(AFTER_TROUBLE_MS); }
      );
    }, after);
  }
  again(EVERY_MS);
}());
