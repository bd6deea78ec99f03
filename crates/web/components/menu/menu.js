// Of the menu's open parts one stands at a time, and it closes when somebody goes elsewhere: by a
// press, by Tab, or by Escape, which leaves the focus where the part was opened.
(function () {
  'use strict';
  var parts = document.querySelectorAll('.menu-more');

  function closeOthers(target) {
    parts.forEach(function (part) {
      if (!part.contains(target)) part.open = false;
    });
  }

  if (parts.length === 0) return;
  document.addEventListener('click', function (event) { closeOthers(event.target); });
  document.addEventListener('focusin', function (event) { closeOthers(event.target); });
  document.addEventListener('keydown', function (event) {
    var part = document.activeElement && document.activeElement.closest('.menu-more[open]');
    if (event.key !== 'Escape' || !part) return;
    part.open = false;
    part.querySelector('summary').focus();
  });
})();
