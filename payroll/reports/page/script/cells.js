/** What stands in a cell, as people read it. */

/** @param {string} text @param {Record<string, string|number>} fields */
function filled(text, fields) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
}

/** @param {Table} table */
function everyRow(table) {
  return Array.from({ length: table.rows }, (_, row) => row);
}

/** @param {Table|undefined} table @param {string} name */
function columnOf(table, name) {
  return table && table.columns.find((column) => column.name === name);
}

/** @param {Column} column @param {number} row */
function valueAt(column, row) {
  return column.at && column.texts ? column.texts[column.at[row]] : (column.values || [])[row];
}

/** @param {number} amount minor units */
function money(amount) {
  const digits = String(Math.abs(amount)).padStart(data.places + 1, "0");
  const whole = digits.slice(0, digits.length - data.places).replace(/\B(?=(\d{3})+$)/g, ",");
  return (amount < 0 ? "-" : "") + whole + (data.places ? "." + digits.slice(-data.places) : "");
}

/** @type {Map<number, string>} */
const days = new Map();
/** @param {number} day since 1970-01-01 */
function dayText(day) {
  let text = days.get(day);
  if (text === undefined) {
    const date = new Date(day * 86400000);
    text = date.toISOString().slice(0, 10) + " " + weekdays[date.getUTCDay()];
    days.set(day, text);
  }
  return text;
}

/** @param {number} minute since 1970 @param {number} [day] the day of the row, which is not said again */
function minuteText(minute, day) {
  const time = new Date(minute * 60000).toISOString();
  return (Math.floor(minute / 1440) === day ? "" : time.slice(5, 10) + " ") + time.slice(11, 16);
}

/** @param {Table} table @param {Column} column @param {number} row */
function cellText(table, column, row) {
  const value = valueAt(column, row);
  if (value === null || value === undefined || value === "") return column.empty || "";
  if (typeof value === "string") return value;
  if (column.kind === "money") return value === 0 && column.name !== "amount" && column.name !== "total" ? "–" : money(value);
  if (column.kind === "day") return dayText(value);
  if (column.kind === "minute") {
    const date = columnOf(table, "date");
    return minuteText(value, date ? /** @type {number} */ (valueAt(date, row)) : undefined);
  }
  return column.summed && value === 0 ? "–" : String(value);
}
