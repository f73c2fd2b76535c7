/** A poll that takes one answer only: once it is given, what was chosen stays marked and cannot be moved. */

export function lockWhere(form, given) {
  if (!("final" in form.dataset)) return;
  form.toggleAttribute("data-given", given);
  for (const box of form.querySelectorAll("input, textarea, button")) box.disabled = given;
}
