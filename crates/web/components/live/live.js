// A line that asks again how far a thing has come: `data-message` is the address that answers
// `{words, isUnderWay, endsWait}`, `data-under-way` stands while it may still change. With
// `endsWait` there is nothing to wait for: the page is drawn anew, which says so in full, unless
// somebody is typing; then the button that a countdown holds is freed.
(function () {
  'use strict';
  document.querySelectorAll('[data-message][data-under-way]').forEach(function (line) {
    var wait = 1000;

    function isTyping() {
      return Array.prototype.some.call(document.querySelectorAll('main input'), function (input) {
        return input.type !== 'hidden' && input.value !== '';
      });
    }

    function ask() {
      fetch(line.dataset.message, { credentials: 'same-origin' })
        .then(function (answer) {
          if (!answer.ok) throw new Error('not answered');
          return answer.json();
        })
        .then(function (told) {
          if (line.textContent !== told.words) line.textContent = told.words;
          if (told.endsWait && !isTyping()) {
            window.location.replace(window.location.href);
          } else if (told.endsWait) {
            document.querySelectorAll('[data-frees]').forEach(function (countdown) {
              countdown.dataset.until = '0';
            });
          }
          if (told.isUnderWay) again();
        })
        .catch(again);
    }

    // Ever less often: a message that is late is not hurried by asking.
    function again() {
      wait = Math.min(wait * 1.5, 15000);
      setTimeout(ask, wait);
    }

    if (window.fetch) setTimeout(ask, wait);
  });
})();
