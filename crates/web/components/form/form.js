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
    // So may who gets a file: no page comes after it.
    setTimeout(function () { free(form); }, form.hasAttribute('data-stays') ? 2000 : 20000);
  });

  function holdsText(form) {
    return Array.prototype.some.call(form.querySelectorAll('input'), function (input) {
      return input.type !== 'hidden' && !input.readOnly && input.value !== '';
    });
  }

  // A form that comes back empty is as good when it is asked for: then no reload sends it again, and
  // no way back ends at the browser's question about that. A page that says what broke has no form:
  // loading it again does send again, as it advises.
  var forms = document.querySelectorAll('main form');
  if (forms.length > 0 && !Array.prototype.some.call(forms, holdsText) && window.history.replaceState) {
    window.history.replaceState(null, '', window.location.href);
  }

  // The other language takes along what was typed, where a form names the button with which it is
  // only drawn anew.
  document.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('.head-language') : null;
    var form = link && document.querySelector('form[data-redraws-by]');
    if (!form || event.ctrlKey || event.metaKey || event.shiftKey || !holdsText(form)) return;
    event.preventDefault();
    var redraws = document.createElement('input');
    redraws.type = 'hidden';
    redraws.name = form.dataset.redrawsBy;
    redraws.value = '1';
    form.appendChild(redraws);
    form.action = link.href;
    form.submit();
  });

  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[aria-busy]').forEach(free);
  });
})();
