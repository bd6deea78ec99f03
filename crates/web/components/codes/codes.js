// Copies codes whole, prints the page. Without script these buttons stay hidden.
(function () {
  'use strict';

  // Where the browser has no clipboard for us: select the text, as a hand would.
  function byHand(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand('copy');
  }

  document.querySelectorAll('[data-copies]').forEach(function (button) {
    var from = document.getElementById(button.dataset.copies);
    var done = function () { button.textContent = button.dataset.done; };
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', function () {
      var codes = Array.from(from.querySelectorAll('code')).map(function (code) {
        return code.textContent;
      });
      if (!navigator.clipboard) return byHand(from) && done();
      navigator.clipboard.writeText(codes.join('\n')).then(done, function () {
        if (byHand(from)) done();
      });
    });
  });

  document.querySelectorAll('[data-prints]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });
})();
