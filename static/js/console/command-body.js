/** What a button or a form of the console asks for, as the body of a command. */

const NUMBERS = ["seconds", "seats"];
const TEXTS = ["step", "person", "group", "item", "member", "heap", "to"];
const LISTS = { items: "items", pair: "people", persons: "persons" };
const FLAGS = { propose: "propose", apart: "apart", allTheSame: "all_the_same" };

export function asked({ dataset }) {
  const body = begun(dataset);
  for (const name of NUMBERS) if (name in dataset) body[name] = Number(dataset[name]);
  for (const name of TEXTS) if (name in dataset) body[name] = dataset[name];
  for (const [name, as] of Object.entries(LISTS)) if (name in dataset) body[as] = dataset[name].split(" ");
  for (const [name, as] of Object.entries(FLAGS)) if (name in dataset) body[as] = dataset[name] === "true";
  return body;
}

/** All that a form holds, to tell whether it is still what the server asked about. */
export function contents(form) {
  return JSON.stringify([...new FormData(form)]);
}

/** Placeholders in Help stop a start from here, until somebody says: all the same. */
function begun({ command }) {
  return command === "start" ? { command, all_the_same: false } : { command };
}

/** A field that stands for several becomes a list: two selects of one name, or answers one a line. */
export function filled(form) {
  const body = begun(form.dataset);
  const given = new FormData(form);
  if (body.command === "insert") body.all_the_same = form.dataset.asked === contents(form);
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    if (name === "answers") body[name] = values[0].split("\n").filter((line) => line.trim());
    else body[name] = name === "people" || name === "items" ? values : values[0];
  }
  return body;
}
