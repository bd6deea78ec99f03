// What is to be put right takes focus, so that nobody has to look for it.
(function () {
  'use strict';
  var summary = document.querySelector('[data-takes-focus]');
  if (summary) summary.focus();
})();
