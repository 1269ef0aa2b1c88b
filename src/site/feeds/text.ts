/** Text in XML, and where the `feed` package needs help with it. */

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Stands for `<` until the document is written: `feed` leaves that character as it is in attributes. */
const LESS_THAN = '\ue000'

/** Without the characters that XML 1.0 (section 2.2) cannot hold, and without halves of surrogate pairs. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ue000]/g, '')
}

/** Text for an element: `feed` writes `&amp;` where the text has `&`, and also where it has `&amp;`. */
export function elementText(text: string): string {
  return xmlText(text).replace(/&/g, '&amp;')
}

/** Text for an attribute. */
export function attributeText(text: string): string {
  return xmlText(text).replace(/</g, LESS_THAN)
}

/** Plain text for an element that feed readers take as HTML. */
export function plainAsHtml(text: string): string {
  return escapeHtml(xmlText(text))
}

export function finishXml(xml: string): string {
  return `${xml.replaceAll(LESS_THAN, '&lt;')}\n`
}
