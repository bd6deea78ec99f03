// The challenge of a form: has a worker solve the puzzle while the person types.
//
// <div data-challenge data-token data-bits data-worker=URL data-renew=URL data-renew-image=URL
//      data-limit-ms data-lifetime-ms data-wait="…" data-late="…" data-keep-image>
//   hidden inputs challenge-token, challenge-solution; <p data-challenge-status role=status>;
//   <div data-challenge-image>: hidden input challenge-image, img, audio, input challenge-answer,
//   button[name=refresh-challenge]
//
// Without data-token there is only the image. The server sends the image visible; it is hidden
// here while the worker keeps its promise (unless data-keep-image). Chrome 80 and Safari 13.
(function () {
  'use strict';

  function get(url) {
    return fetch(url, { credentials: 'same-origin', headers: { accept: 'application/json' } })
      .then(function (reply) {
        if (!reply.ok) throw new Error('not renewed');
        return reply.json();
      });
  }

  // A new picture without a new page; where that fails, the button submits as without script.
  function refreshing(field, image, answer, url) {
    var button = image && image.querySelector('button[name=refresh-challenge]');
    if (!button || !url) return;
    // No longer what Enter presses.
    button.type = 'button';
    button.addEventListener('click', function () {
      if (button.type === 'submit') return;
      get(url).then(function (fresh) {
        var audio = image.querySelector('audio');
        field('challenge-image').value = fresh.token;
        image.querySelector('img').src = fresh.image;
        if (audio) audio.src = fresh.audio;
        answer.value = '';
        answer.focus();
      }).catch(function () {
        button.type = 'submit';
        button.click();
      });
    });
  }

  function start(root) {
    var form = root.closest('form');
    if (!form || !window.fetch) return;
    var data = root.dataset;
    var field = function (name) { return form.querySelector('input[name="' + name + '"]'); };
    var image = root.querySelector('[data-challenge-image]');
    var answer = field('challenge-answer');
    refreshing(field, image, answer, data.renewImage);
    if (!data.token || !window.Worker) return;

    var status = root.querySelector('[data-challenge-status]');
    var token = field('challenge-token');
    var solution = field('challenge-solution');
    var lifetime = Number(data.lifetimeMs) || 1800000;
    var keep = 'keepImage' in data;
    var begun = false, failed = false, held = false, late = false;
    var worker, pressed, limit, renewal, deadline;

    function say(text) { if (status) status.textContent = text || ''; }

    function typed() { return !keep && answer && answer.value; }

    function show(visible) {
      // What somebody is typing into does not disappear.
      var busy = typed() || (image && image.contains(document.activeElement));
      if (image && !keep && (visible || !busy)) image.hidden = !visible;
    }

    function stop() {
      clearTimeout(limit);
      if (worker) worker.terminate();
      worker = null;
    }

    // As the person did it: form.submit() would lose the button's name.
    function send() {
      held = false;
      say('');
      if (pressed) pressed.click(); else form.submit();
    }

    // The worker is late: the picture is offered beside it.
    function offer() {
      late = true;
      show(true);
      if (keep || !image || !held) return;
      say(data.late);
      answer.focus();
    }

    function giveUp() {
      stop();
      failed = true;
      offer();
      if (held && (keep || !image)) send();
      held = false;
    }

    function work() {
      stop();
      begun = true;
      failed = late = false;
      solution.value = '';
      token.value = data.token;
      try { worker = new Worker(data.worker); } catch (error) { return giveUp(); }
      worker.onerror = giveUp;
      worker.onmessage = function (event) {
        if (!event.data.solution) return;
        stop();
        solution.value = event.data.solution;
        show(false);
        if (held && !typed()) send();
      };
      worker.postMessage({ token: data.token, bits: Number(data.bits) });
      limit = setTimeout(offer, Number(data.limitMs) || 3000);
    }

    function begin() { if (!begun) work(); }

    // The puzzle lives as long as the form is meant to; whoever takes longer gets another, unseen.
    function live() {
      clearTimeout(renewal);
      var left = Math.max(lifetime - 60000, lifetime / 2);
      deadline = Date.now() + left;
      renewal = setTimeout(renew, left);
    }

    function renew() {
      live();
      begun = true;
      failed = false;
      solution.value = '';
      get(data.renew).then(function (fresh) {
        data.token = fresh.token;
        data.bits = fresh.bits;
        work();
      }).catch(giveUp);
    }

    form.addEventListener('click', function (event) {
      var button = event.target.closest('button, input');
      if (button && button.type === 'submit') pressed = button;
    }, true);

    form.addEventListener('submit', function (event) {
      if (pressed && pressed.name === 'refresh-challenge') return;
      if (Date.now() > deadline) renew();
      if (solution.value || failed || typed()) return;
      event.preventDefault();
      held = true;
      say(data.wait);
      begin();
      if (late) offer();
    });

    // A telephone that slept, or a page brought back by "back" whose puzzle is spent.
    document.addEventListener('visibilitychange', function () {
      if (!document.hidden && Date.now() > deadline) renew();
    });
    window.addEventListener('pageshow', function (event) { if (event.persisted) renew(); });

    solution.value = '';
    show(false);
    live();
    form.addEventListener('input', begin, { once: true });
    if (window.requestIdleCallback) requestIdleCallback(begin, { timeout: 2000 });
    else setTimeout(begin, 300);
  }

  document.querySelectorAll('[data-challenge]').forEach(start);
})();
