// Dates get their strokes, passwords can be shown.
(function () {
  'use strict';

  document.querySelectorAll('[data-date]').forEach(function (input) {
    input.addEventListener('input', function (event) {
      var kind = event.inputType || '';
      if (kind.indexOf('insert') !== 0 || input.selectionStart !== input.value.length) return;
      if (/^\d{2}(\/\d{2})?$/.test(input.value)) input.value += '/';
      // Whoever begins with the year is left to it; whoever types a sign between as well gets one.
      input.value = input.value
        .replace(/^(\d\d)\/(1[3-9]|[2-9]\d)\/[-.]$/, '$1$2-')
        .replace(/\/[-. /]$/, '/');
    });
  });

  document.querySelectorAll('[data-shows]').forEach(function (button) {
    var input = document.getElementById(button.dataset.shows);
    var show = button.textContent;
    var label = button.getAttribute('aria-label');
    function set(visible) {
      input.type = visible ? 'text' : 'password';
      button.textContent = visible ? button.dataset.hide : show;
      button.setAttribute('aria-label', visible ? button.dataset.hideLabel : label);
    }
    button.hidden = false;
    button.addEventListener('click', function () { set(input.type === 'password'); });
    // Sent as a password again, so that browsers offer to keep it as one.
    if (input.form) input.form.addEventListener('submit', function () { set(false); });
  });
})();
