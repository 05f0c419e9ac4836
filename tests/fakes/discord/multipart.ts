// A request body as Discord takes it: JSON, or a form with the JSON in one part and files in the others.

export type Body = Readonly<{ body: unknown; files: readonly Readonly<{ name: string; text: string }>[] }>

export function readBody(raw: Buffer, contentType: string | undefined): Body {
  if (raw.length === 0) return { body: undefined, files: [] }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType ?? '')?.[1]
  if (boundary === undefined) return { body: JSON.parse(raw.toString('utf8')), files: [] }
  const parts = raw
    .toString('utf8')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => /^\r\n(?<head>[\s\S]*?)\r\n\r\n(?<text>[\s\S]*)\r\n$/.exec(part)?.groups ?? {})
  const files: { name: string; text: string }[] = []
  let body: unknown
  for (const { head = '', text = '' } of parts) {
    const filename = /filename="([^"]*)"/.exec(head)?.[1]
    if (filename !== undefined) files.push({ name: filename, text })
    else if (head.includes('name="payload_json"')) body = JSON.parse(text)
  }
  return { body, files }
}
