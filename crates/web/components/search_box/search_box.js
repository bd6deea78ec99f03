// Suggestions under a search box while one types: `data-suggests` is the address that answers
// `[{title, href}]`. The arrow keys go through them, Enter goes to one, Escape closes them.
(function () {
  'use strict';
  var WAIT = 120;

  document.querySelectorAll('[data-suggests]').forEach(function (box) {
    var input = box.querySelector('input');
    var list = document.createElement('ul');
    var status = document.createElement('p');
    var chosen = -1;
    var asked = 0;
    var timer = 0;

    function options() {
      return list.querySelectorAll('li');
    }

    function choose(at) {
      chosen = at;
      options().forEach(function (option, nth) {
        option.setAttribute('aria-selected', String(nth === at));
      });
      if (at < 0) input.removeAttribute('aria-activedescendant');
      else input.setAttribute('aria-activedescendant', options()[at].id);
    }

    function close() {
      asked += 1;
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      status.textContent = '';
      choose(-1);
    }

    function show(suggestions) {
      list.textContent = '';
      suggestions.forEach(function (suggestion, nth) {
        var option = document.createElement('li');
        var words = document.createElement('span');
        option.id = list.id + '-' + nth;
        option.setAttribute('role', 'option');
        option.lang = 'vi';
        option.dataset.href = suggestion.href;
        words.textContent = suggestion.title;
        option.appendChild(words);
        list.appendChild(option);
      });
      list.hidden = suggestions.length === 0;
      input.setAttribute('aria-expanded', String(!list.hidden));
      status.textContent = list.hidden ? '' : box.dataset.told;
      choose(-1);
    }

    function ask() {
      var text = input.value.trim();
      var mine = (asked += 1);
      if (text.length < 2) return close();
      fetch(box.dataset.suggests + '?q=' + encodeURIComponent(input.value.slice(0, 300)))
        .then(function (answer) {
          if (!answer.ok) throw new Error('not answered');
          return answer.json();
        })
        .then(function (suggestions) {
          // What was asked before may be answered after.
          if (mine === asked && document.activeElement === input) show(suggestions);
        })
        .catch(function () {
          if (mine === asked) close();
        });
    }

    function onKey(event) {
      var many = options().length;
      if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === 'Enter' && !list.hidden && chosen >= 0) {
        event.preventDefault();
        window.location.assign(options()[chosen].dataset.href);
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) return ask();
        // Beyond either end is the box itself.
        choose(((chosen + (event.key === 'ArrowDown' ? 2 : many + 1)) % (many + 1)) - 1);
      }
    }

    if (!window.fetch) return;
    list.id = input.id + '-list';
    list.className = 'suggestions';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', box.dataset.list);
    status.className = 'unseen';
    status.setAttribute('role', 'status');
    box.appendChild(list);
    box.appendChild(status);
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', list.id);
    input.addEventListener('keydown', onKey);
    input.addEventListener('blur', close);
    input.addEventListener('input', function () {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    // Before the box loses focus, which would close the list.
    list.addEventListener('mousedown', function (event) {
      var option = event.target.closest('li');
      event.preventDefault();
      if (option) window.location.assign(option.dataset.href);
    });
  });
})();
