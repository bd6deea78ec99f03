// Ticks off the points of the password rule while it is typed. The server decides; this shows.
(function () {
  'use strict';
  var kinds = {
    lower: /\p{Ll}/u,
    upper: /\p{Lu}/u,
    digit: /\p{N}/u,
    special: /[^\p{L}\p{N}\p{M}]/u
  };

  document.querySelectorAll('[data-watches]').forEach(function (list) {
    var input = document.getElementById(list.dataset.watches);
    var points = list.querySelectorAll('[data-rule]');
    if (!input) return;

    function meets(rule, text) {
      var parts = rule.split(':');
      return parts[1] ? Array.from(text).length >= Number(parts[1]) : kinds[parts[0]].test(text);
    }

    function look() {
      var text = input.value.normalize('NFC');
      var alone = false;
      points.forEach(function (point) {
        var rule = point.dataset.rule;
        if (rule.indexOf('alone') === 0 && meets(rule, text)) alone = true;
      });
      points.forEach(function (point) {
        var met = meets(point.dataset.rule, text);
        point.classList.toggle('is-met', met);
        point.classList.toggle('is-spared', alone && !met);
        point.querySelector('[data-verdict]').textContent =
          !text || (alone && !met) ? '' : met ? list.dataset.met : list.dataset.unmet;
      });
    }

    input.addEventListener('input', look);
    window.addEventListener('pageshow', look);
  });
})();
