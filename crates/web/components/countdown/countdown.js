// Time that runs out, by the server's clock. It is read when asked for, and told once: at the end.
(function () {
  'use strict';
  document.querySelectorAll('[data-until]').forEach(function (line) {
    var data = line.dataset;
    var ahead = Number(data.now) - Date.now();
    var button = data.frees && document.getElementById(data.frees);

    function tick() {
      var left = Math.ceil((Number(data.until) - Date.now() - ahead) / 1000);
      if (left <= 0) {
        line.setAttribute('role', 'status');
        line.textContent = data.over;
        line.hidden = !data.over;
        if (button) button.disabled = false;
        return;
      }
      var seconds = ('0' + left % 60).slice(-2);
      line.textContent = data.before.replace('%s', Math.floor(left / 60) + ':' + seconds);
      if (button) button.disabled = true;
      setTimeout(tick, 1000 - Date.now() % 1000);
    }

    line.setAttribute('role', 'timer');
    tick();
  });
})();
