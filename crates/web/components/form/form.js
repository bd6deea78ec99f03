// A form is sent once: a second press is ignored, and after 400 ms a sentence says that it is
// under way. Listens on the document, so that a form's own listeners may hold it first.
(function () {
  'use strict';

  function free(form) {
    var sentence = form.querySelector('.sending');
    form.removeAttribute('aria-busy');
    form.querySelectorAll('[type=submit]').forEach(function (button) {
      button.removeAttribute('aria-disabled');
    });
    if (sentence) sentence.textContent = '';
  }

  function say(form) {
    var row = form.querySelector('.actions') || form;
    var sentence = form.querySelector('.sending');
    if (!sentence) {
      sentence = document.createElement('p');
      sentence.className = 'sending';
      sentence.setAttribute('role', 'status');
      row.appendChild(sentence);
    }
    setTimeout(function () {
      if (form.hasAttribute('aria-busy')) sentence.textContent = document.body.dataset.sending;
    }, 400);
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.hasAttribute('aria-busy')) {
      event.preventDefault();
      return;
    }
    form.setAttribute('aria-busy', 'true');
    // Not `disabled`: the pressed button keeps its focus, and its name is sent.
    form.querySelectorAll('[type=submit]').forEach(function (button) {
      button.setAttribute('aria-disabled', 'true');
    });
    say(form);
    // Where the answer never comes (a stopped load, a lost line) one may press again.
    setTimeout(function () { free(form); }, 20000);
  });

  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[aria-busy]').forEach(free);
  });
})();
